"""Tie a child process to its parent: when the parent is gone, however it went, the kernel ends the child.

Linux only (PR_SET_PDEATHSIG). The tie is to the *thread* that started the child: start children from the main one.
It survives exec, not a change of user; `subprocess` changes the user before it calls `preexec_fn`, so both combine.
Elsewhere (macOS) children end on an orderly stop only.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signal_number: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `signal_number` when the thread that started it ends."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)


def tethered(signal_number: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the child gets `signal_number` when this process ends, even if it ended before."""
    parent = os.getpid()

    def tie() -> None:
        die_with_parent(signal_number)
        if os.getppid() != parent:
            os._exit(1)

    return tie
