"""Merkle roots and chained seals: one short value that stands for a run of rows and for everything sealed before it.

Leaves and inner nodes are hashed with different first bytes (RFC 6962), so that no row can pose as a node. Values in, values out.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

EMPTY = "0" * 64
SHORT = 16


def leaf(values: Iterable[str | int | None]) -> bytes:
    """The digest of one row, given as its values in a fixed order."""
    stated = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"\x00" + stated.encode()).digest()


def root(leaves: Sequence[bytes]) -> str:
    """The Merkle root of the leaves in their order, as 64 hexadecimal digits. A node without a neighbour moves up unchanged."""
    if not leaves:
        return hashlib.sha256().hexdigest()
    level = list(leaves)
    while len(level) > 1:
        paired = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


def head(previous: str, merkle_root: str, *, organization: str, number: int, first: int, last: int, rows: int) -> str:
    """The head of the chain after one more seal: it binds the root, its place and the head before."""
    stated = [previous, merkle_root, organization, number, first, last, rows]
    return hashlib.sha256(b"\x02" + json.dumps(stated, separators=(",", ":")).encode()).hexdigest()


def short(number: int, chain_head: str) -> str:
    """A head as printed on an export, short enough to be compared by eye: `12:3f9a1c04e7b2d881`."""
    return f"{number}:{chain_head[:SHORT]}"


def differing(expected: Sequence[bytes], found: Sequence[bytes]) -> int | None:
    """The place of the first leaf that differs, or None when the two runs are the same."""
    for place, (one, other) in enumerate(zip(expected, found, strict=False)):
        if one != other:
            return place
    return None if len(expected) == len(found) else min(len(expected), len(found))
