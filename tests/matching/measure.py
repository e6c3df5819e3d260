"""Precision and recall of the suggestions, on documents that were never looked at while tuning.

Precision: of the suggestions that were judged, the share whose passage really describes the requirement; a passage
that merely touches it counts as wrong. Recall: of the judged pairs that describe, the share that is suggested. It is
recall within the pool only: what no scorer ever proposed was never judged. Run: `script/measure-matching [--json]`.
"""

import csv
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from clauseway.documents.extraction import extract
from clauseway.rules.matching import Query, Suggestion, Tuning, suggest
from clauseway.rules.passages import Passage, passages

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILLED = ROOT / "tests" / "inputs" / "documents" / "filled"
EDITION = ROOT / "content" / "iso-27001-2022"


def queries(edition: Path = EDITION, standard: str = "27001", year: str = "2022") -> list[Query]:
    """Every requirement and control of an edition, headings left out, from however many files its pack has."""
    found = []
    for path in sorted(edition.glob("requirements*.yaml")):
        for entry in yaml.safe_load(path.read_text()):
            if entry["kind"] != "heading":
                terms = tuple(entry.get("terms", ()))
                found.append(Query(entry["ref"], entry["title"], entry["explain"], terms, standard, year))
    return found


def corpus(folder: Path = FILLED) -> list[Passage]:
    """The passages of every document of a folder."""
    found: list[Passage] = []
    for path in sorted(folder.rglob("*.md")):
        read = extract(path.read_bytes(), path.name)
        found += passages(path.name, read.text, read.sections)
    return found


def unseen() -> set[str]:
    """The documents kept back from tuning."""
    lines = (HERE / "unseen.txt").read_text().splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def labels() -> dict[tuple[str, str, int, str], str]:
    """(document, heading, part, requirement) -> describes | touches | unrelated."""
    with (HERE / "labels.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["document"], row["heading"], int(row["part"]), row["requirement"]): row["label"] for row in rows}


def key(one: Suggestion) -> tuple[str, str, int, str]:
    """The place of a suggestion in the labels."""
    return one.passage.document, one.passage.heading, one.passage.part, one.requirement


def measure(tuning: Tuning | None = None) -> dict[str, Any]:
    """Figures for both halves; `unjudged` suggestions count neither way and are told."""
    known, kept = labels(), unseen()
    started = time.perf_counter()
    places = corpus()
    read = time.perf_counter()
    found = suggest(places, queries(), tuning=tuning)
    done = time.perf_counter()
    result: dict[str, Any] = {"passages": len(places), "labels": len(known)}
    result["seconds"] = {"read": round(read - started, 2), "match": round(done - read, 2)}
    for half in ("unseen", "tuning"):
        mine = [one for one in found if (one.passage.document in kept) == (half == "unseen")]
        relevant = {at for at, label in known.items() if label == "describes" and (at[0] in kept) == (half == "unseen")}
        result[half] = _figures(mine, known, relevant)
    return result


def _figures(
    found: list[Suggestion], known: dict[tuple[str, str, int, str], str], relevant: set[Any]
) -> dict[str, Any]:
    counts = Counter(known.get(key(one), "unjudged") for one in found)
    strong = Counter(known.get(key(one), "unjudged") for one in found if one.strength == "strong")
    judged, judged_strong = sum(counts.values()) - counts["unjudged"], sum(strong.values()) - strong["unjudged"]
    return {
        "suggested": len(found),
        "judged": judged,
        **{name: counts[name] for name in ("describes", "touches", "unrelated")},
        "precision": _share(counts["describes"], judged),
        "strong": judged_strong,
        "precision_strong": _share(strong["describes"], judged_strong),
        "not_unrelated": _share(counts["describes"] + counts["touches"], judged),
        "pool_describes": len(relevant),
        "recall_at_pool": _share(len(relevant & {key(one) for one in found}), len(relevant)),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main() -> None:
    """Print the figures as a table, or as JSON with --json."""
    result = measure()
    if "--json" in sys.argv[1:]:
        print(json.dumps(result, indent=2))
        return
    print(f"{result['labels']} labelled pairs, {result['passages']} passages, {result['seconds']} s")
    rows = ("suggested", "judged", "describes", "touches", "unrelated", "precision", "strong", "precision_strong")
    for row in (*rows, "not_unrelated", "pool_describes", "recall_at_pool"):
        print(f"{row:18}" + "".join(f"{half}: {result[half][row]:<10}" for half in ("unseen", "tuning")))


if __name__ == "__main__":
    main()
