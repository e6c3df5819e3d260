"""What is measured inside a process: statements a page, the judge, recompute, a claim's effect, a report, an import."""

import itertools
import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.children import ROOT, tell
from bench.pages import PAGES, address
from bench.statements import Counter

JUDGE_RUNS, JUDGE_TIMES = 5, 40


def main(told: dict[str, Any]) -> None:
    import django

    django.setup()
    from clauseway.kernel.context import Context
    from clauseway.organization.models import User
    from clauseway.organization.queries import belongings

    user = User.objects.get(email=told["email"])
    system = uuid.UUID(told["system"])
    context = _acting(Context, user, belongings, told["slug"])
    tell(
        pages=statements(told),
        **judgements(context, system),
        recompute_ms=recompute(context, system),
        effect_ms=effect(context, system),
        report_ms=report(context, system),
        import_s=import_documents(context, system),
        oscal_s=import_catalog(context),
        audit_time_ms=audit_days(),
        rows=rows(context),
    )


def _acting(context: Any, user: Any, belongings: Any, slug: str) -> Any:
    from django.db import transaction
    from django.utils import timezone

    from clauseway.kernel.context import enter

    with transaction.atomic():
        enter(context(None, user.id))
        mine = next(entry for entry in belongings(user.id) if entry.slug == slug)
    return mine.context(user.id, timezone.now(), "bench")


def best(runs: int, act: Callable[[], Any]) -> float:
    """The median of some runs, in milliseconds."""
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def audit_days() -> float:
    """Audit time of three standards, 700 people and 60 sites, every step with its reason; milliseconds."""
    from tests.rules.test_audit_time import compute

    return best(20, lambda: compute("iso-9001", "iso-14001", "iso-27001", people=700, sites=60))


def statements(told: dict[str, Any]) -> dict[str, Any]:
    """Statements of a warm page with a signed-in session; None for a page that is not there."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = told["session"]
    found: dict[str, Any] = {}
    for page in PAGES:
        path = address(told["slug"], told["system_slug"], page)
        if client.get(path).status_code != 200:
            found[page] = None
            continue
        counter = Counter()
        with connection.execute_wrapper(counter):
            answer = client.get(path)
        found[page] = {
            "statements": len(counter.asked),
            "bytes": len(answer.content),
            "asked": [a[:150] for a in counter.asked],
        }
    return found


def judgements(context: Any, system: uuid.UUID) -> dict[str, float]:
    """Judgements a second in one process, gathered before: of the typical requirement (the median of a system's), and over all of them.

    Those over populations and sites look at each member, so the average is far above the median. Processor time, best of several runs.
    """
    from clauseway.conformity.gather import gather
    from clauseway.kernel.context import within
    from clauseway.rules.verdict import judge

    with within(context):
        gathered = gather(context, system)
    spent = []
    for requirement in gathered.requirements.values():
        if requirement.judged:
            asked, facts = requirement.asked, gathered.facts(requirement)
            runs = []
            for _run in range(JUDGE_RUNS):
                started = time.process_time()
                for _again in range(JUDGE_TIMES):
                    judge(asked, facts, gathered.as_of)
                runs.append((time.process_time() - started) / JUDGE_TIMES)
            spent.append(min(runs))
    return {
        "judgements_per_second": 1 / statistics.median(spent),
        "judgements_of_all_per_second": len(spent) / sum(spent),
    }


def recompute(context: Any, system: uuid.UUID) -> float:
    """Gather, judge and compare a whole system, where nothing changed."""
    from clauseway.conformity.judging import judge_requirements
    from clauseway.kernel.context import within

    def run() -> None:
        with within(context):
            judge_requirements(context, system, None)

    run()
    return best(9, run)


def effect(context: Any, system: uuid.UUID) -> float:
    """File a record through its operation, commit, and read the verdict it changes."""
    from clauseway.catalogue.models import Edition
    from clauseway.catalogue.queries import compiled
    from clauseway.conformity.models import VerdictNow
    from clauseway.evidence.models import Subject
    from clauseway.evidence.operations import Fact, file_record
    from clauseway.kernel.context import within

    with within(context):
        edition = Edition.objects.get(slug="iso-9001-2026")
        requirement = compiled(edition.id, edition.digest).by_ref["8.4.1"]
        supplier = Subject.objects.filter(kind="supplier", superseded_at=None).order_by("ref")[0].ref
        digest = VerdictNow.objects.get(system_id=system, requirement_id=requirement.id).digest

    results = iter(["rejected", "approved"] * 9)
    seen = [digest]

    def run() -> None:
        facets = {"result": next(results)}
        file_record(context, Fact("supplier.evaluated", context.today, system, subject_ref=supplier, facets=facets))
        with within(context):
            seen.append(VerdictNow.objects.get(system_id=system, requirement_id=requirement.id).digest)

    run()
    median = best(9, run)
    assert all(one != next_one for one, next_one in itertools.pairwise(seen)), "a record changed nothing"
    return median


def report(context: Any, system: uuid.UUID) -> float:
    """One gap report as PDF, as the job makes it."""
    from clauseway.conformity.reports import ask_report
    from clauseway.web.reports.tasks import make

    asked = [ask_report(context, system, format="pdf").id for _ in range(4)]
    make(context, asked[0])
    pending = iter(asked[1:])
    return best(3, lambda: make(context, next(pending)))


def import_documents(context: Any, system: uuid.UUID) -> float:
    """Fifty Markdown documents into another system, as the command and the job take them in; seconds."""
    from clauseway.documents.intake import incoming, start_drop
    from clauseway.documents.reading_drops import read_all
    from clauseway.kernel.context import within
    from clauseway.systems.models import System

    sources = sorted((ROOT / "tests/inputs/documents").rglob("*.md"))
    files = []
    for number in range(50):
        path = Path(sources[number % len(sources)])
        text = path.read_text(encoding="utf-8") + f"\n\nCopy {number} of {time.time_ns()}.\n"
        files.append(incoming(f"{number}-{path.name}", text.encode()))
    with within(context):
        other = System.objects.exclude(id=system).order_by("slug")[0].id
    started = time.perf_counter()
    drop = start_drop(context, other, name="bench", files=files, defer=False)
    read_all(context, drop.id)
    return time.perf_counter() - started


def import_catalog(context: Any) -> float:
    """An OSCAL catalog of 1,000 controls and 200 enhancements: read, checked, compared, written; seconds."""
    from tests.catalogue.exchange.files import oscal

    from clauseway.catalogue.exchange.reading import Wish, read
    from clauseway.systems.own_standards import import_standard

    data = json.dumps(oscal(1000)).encode()
    started = time.perf_counter()
    done = import_standard(context, read("bench.json", data, Wish(edition=f"bench-{time.time_ns()}")))
    assert done.written
    assert done.requirements == 1200
    return time.perf_counter() - started


def rows(context: Any) -> dict[str, int]:
    """How many rows there are in this organization (each is made alike)."""
    from clauseway.conformity.models import VerdictNow
    from clauseway.evidence.models import Claim, Item
    from clauseway.kernel.context import within

    with within(context):
        return {"verdicts": VerdictNow.objects.count(), "claims": Claim.objects.count(), "items": Item.objects.count()}


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
