"""Where things lie on the map: four lanes of boxes, the outside at both sides, one arrow for all that one end hands to another. Pure geometry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, BAND, GUTTER = 1180, 112, 28
BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y = 160, 58, 20, 26
COLUMNS, MOST = 5, 20
LANE_HEAD, LANE_FOOT, LANE_GAP, MORE = 30, 14, 12, 20
LINE, LINES = 20, 2
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """Where a lane lies and how many of it are drawn."""

    kind: str
    y: int
    height: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of lanes and boxes (their upper left corners), and the height of it all."""

    lanes: tuple[Row, ...]
    places: Mapping[str, Point]
    height: int


def layout(lanes: Sequence[tuple[str, Sequence[str]]]) -> Layout:
    """Put the boxes of each lane side by side, five in a row, twenty at most; an empty lane keeps room for a box to be put there."""
    rows, places, y = [], {}, 0
    for kind, keys in lanes:
        drawn = keys[:MOST]
        deep = max(1, -(-len(drawn) // COLUMNS))
        height = LANE_HEAD + deep * BOX_HEIGHT + (deep - 1) * GAP_Y + LANE_FOOT + (MORE if len(keys) > MOST else 0)
        for number, key in enumerate(drawn):
            down, across = divmod(number, COLUMNS)
            x = BAND + GUTTER + 12 + across * (BOX_WIDTH + GAP_X)
            places[key] = (x, y + LANE_HEAD + down * (BOX_HEIGHT + GAP_Y))
        rows.append(Row(kind, y, height, len(drawn)))
        y += height + LANE_GAP
    return Layout(tuple(rows), places, max(0, y - LANE_GAP))


def outsides(kinds: Iterable[str], height: int, *, right: bool) -> dict[str, Point]:
    """Places of those outside at one side, one under the other around the middle."""
    named = list(kinds)
    step = BOX_HEIGHT + GAP_Y
    top = max(0, (height - len(named) * step + GAP_Y) // 2)
    x = WIDTH - BAND if right else 0
    return {kind: (x, top + number * step) for number, kind in enumerate(named)}


def curve(giver: Point, taker: Point, giver_width: int = BOX_WIDTH, taker_width: int = BOX_WIDTH) -> str:
    """A path from the edge of one box to the edge of another, leaving and arriving straight."""
    (gx, gy), (tx, ty) = giver, taker
    if abs(gy - ty) < BOX_HEIGHT:
        if gx < tx:
            return _sideways(
                gx + giver_width, gy + BOX_HEIGHT // 2, tx - 3, ty + BOX_HEIGHT // 2, tx - gx - giver_width
            )
        x1, x2, y = gx + giver_width // 2, tx + taker_width // 2 + 12, gy + BOX_HEIGHT
        return f"M{x1} {y}C{x1} {y + 22} {x2} {ty + BOX_HEIGHT + 22} {x2} {ty + BOX_HEIGHT + 3}"
    down = gy < ty
    x1, x2 = gx + giver_width // 2 + (14 if down else -14), tx + taker_width // 2 + (14 if down else -14)
    y1, y2 = (gy + BOX_HEIGHT, ty - 3) if down else (gy, ty + BOX_HEIGHT + 3)
    half = (y1 + y2) // 2
    return f"M{x1} {y1}C{x1} {half} {x2} {half} {x2} {y2}"


def _sideways(x1: int, y1: int, x2: int, y2: int, far: int) -> str:
    """Straight to the neighbour; over the heads of those between to one further on."""
    if far <= 2 * GAP_X + GUTTER + 16:
        half = (x1 + x2) // 2
        return f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}"
    top = min(y1, y2) - BOX_HEIGHT // 2 - 16
    return f"M{x1} {y1 - 12}C{x1 + 26} {top} {x2 - 26} {top} {x2} {y2 - 12}"


def wrap(text: str) -> tuple[str, ...]:
    """A name in two lines at most, each as wide as a box; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = [line if len(line) <= LINE else f"{line[: LINE - 1]}…" for line in lines]
    if len(cut) > LINES:
        cut = [*cut[: LINES - 1], f"{cut[LINES - 1][: LINE - 1].rstrip()}…"]
    return tuple(cut)
