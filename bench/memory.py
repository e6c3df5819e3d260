"""What the server's processes use: memory (resident and proportional share, shared pages divided among those that share them) and processor time."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes below one, at any depth."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def processor_seconds(pid: int) -> float:
    """Processor time so far of a process and all below it: web, database and all. Other programs on the machine hardly change it."""
    used = 0
    for each in [pid, *children(pid)]:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / TICKS


def web_processes(parent: int) -> list[dict[str, float]]:
    """Granian's workers below `parent`: those that run the web server and have no children of their own."""
    found = []
    for pid in children(parent):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        serves = b"spawn_main" in command or (b"webserver" in command and not children(pid))
        if serves and b"resource_tracker" not in command:
            found.append(_share(pid))
    return [entry for entry in found if entry["rss_mb"] > 30]


def _share(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    values = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.endswith("kB")}
    return {"rss_mb": values["Rss"], "pss_mb": values["Pss"]}
