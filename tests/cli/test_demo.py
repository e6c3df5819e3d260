"""The demo's year: a believable standing today, its stories to be found where they should be, and the laws of the ledger kept throughout."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction

from clauseway.cli.demo_year.people import ACCOUNTS, SHOWN, colleagues
from clauseway.cli.demo_year.stage import QUALITY, SECURITY, Stage
from clauseway.cli.demo_year.story import Told, tell, today_there

MOST_OPERATIONS = 1500


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Told, Stage]]:
    """The year, replayed once for this module and rolled back at its end."""
    from clauseway.cli.demo_year.accounts import make_accounts
    from clauseway.kernel.context import enter

    with django_db_blocker.unblock(), transaction.atomic():
        told = tell(today_there(), make_accounts(), lambda: None)
        enter(told.stage.actors["software"].at(datetime.now(UTC)))
        yield told, told.stage
        transaction.set_rollback(True)


def _now(stage: Stage) -> Any:
    return stage.actors["software"].at(datetime.now(UTC))


def _answers(stage: Stage, slug: str) -> Counter[str]:
    from clauseway.conformity.models import VerdictNow

    rows = VerdictNow.objects.filter(system_id=stage.system, edition__slug=slug)
    quiet = rows.filter(reasons__0__code="control-not-declared").count()
    found = Counter(rows.values_list("answer", flat=True))
    found["unknown"] -= quiet
    found["undeclared"] = quiet
    return found


def _verdict(stage: Stage, name: str) -> Any:
    from clauseway.conformity.models import VerdictNow

    return VerdictNow.objects.get(system_id=stage.system, requirement_id=stage.requirement(name).id)


def _said(stage: Stage, name: str) -> set[tuple[str, str]]:
    return {(reason.get("expectation", ""), reason["code"]) for reason in _verdict(stage, name).reasons}


def test_86_people_of_whom_some_sign_in() -> None:
    """The company has 86 people, told apart by name, and one printed account per role."""
    names = [account.name for account in ACCOUNTS] + [name for name, _job, _unit in colleagues()]
    assert len(names) == len(set(names)) == 86
    assert len({account.told for account in SHOWN}) == len(SHOWN) >= 7


def test_the_year_is_told_in_few_operations(year: tuple[Told, Stage]) -> None:
    assert 500 < year[0].operations <= MOST_OPERATIONS


def test_about_two_thirds_of_quality_and_half_of_security_are_shown(year: tuple[Told, Stage]) -> None:
    quality, security = _answers(year[1], QUALITY), _answers(year[1], SECURITY)
    assert 0.6 <= quality["conforming"] / quality.total() <= 0.75, quality
    asked = security.total() - security["undeclared"] - security["not-applicable"]
    assert 0.4 <= security["conforming"] / asked <= 0.6, security
    assert 3 <= quality["gap"] <= 9
    assert 4 <= security["gap"] <= 14
    assert (security["undeclared"], security["not-applicable"]) == (10, 12)


@pytest.mark.parametrize(
    ("name", "expectation", "code"),
    [
        pytest.param("9001:9.2.2", "audits-impartial", "does-not-count", id="sales audited by its owner"),
        pytest.param("9001:9.2.1", "audits-at-intervals", "lapsed", id="two processes not audited in time"),
        pytest.param("9001:8.5.1", "", "contradicted", id="minor nonconformity open"),
        pytest.param("9001:8.4.1", "suppliers-evaluated", "not-shown", id="new critical suppliers"),
        pytest.param("9001:7.3", "awareness-reached", "not-shown", id="28 people not reached"),
        pytest.param("9001:4.4.1", "processes-determined", "not-shown", id="two processes without outputs"),
        pytest.param("27001:A.8.24", "cryptography-rules", "not-shown", id="rules for encryption only proposed"),
        pytest.param("27001:A.8.13", "restore-tested", "does-not-count", id="restore took too long"),
        pytest.param(
            "27001:9.3.2", "security-review-inputs-complete", "does-not-count", id="review without all inputs"
        ),
        pytest.param("27001:5.3", "roles-known", "not-shown", id="judgement whose basis was withdrawn"),
    ],
)
def test_each_gap_has_its_story(year: tuple[Told, Stage], name: str, expectation: str, code: str) -> None:
    assert (expectation, code) in _said(year[1], name)


def test_a_missed_objective_that_was_acted_on_is_shown(year: tuple[Told, Stage]) -> None:
    assert _verdict(year[1], "9001:6.2.1").answer == "conforming"


def test_the_calibration_of_one_torque_wrench_lapses_in_nine_days(year: tuple[Told, Stage]) -> None:
    verdict = _verdict(year[1], "9001:7.1.5.2")
    assert (verdict.answer, verdict.next_change_on) == ("conforming", year[1].today + timedelta(days=9))


def test_an_owners_own_judgement_counts_as_declared(year: tuple[Told, Stage]) -> None:
    verdict = _verdict(year[1], "27001:A.5.37")
    assert (verdict.answer, verdict.grade, verdict.blocks) == ("conforming", "declared", "stage2")


def test_the_stored_verdicts_equal_a_full_recompute(year: tuple[Told, Stage]) -> None:
    from clauseway.conformity.judging import digest_of, refresh, verdicts_at
    from clauseway.conformity.models import VerdictNow

    stage = year[1]
    now = _now(stage)
    refresh(now, stage.system)
    stored = dict(VerdictNow.objects.filter(system_id=stage.system).values_list("requirement_id", "digest"))
    anew = verdicts_at(now, stage.system, now.today, now.now)
    assert {r.id: digest_of(verdict) for r, verdict in anew.values()} == stored


def test_reconciling_everything_finds_nothing_to_do(year: tuple[Told, Stage]) -> None:
    from clauseway.evidence.ledger import reconcile_all

    assert reconcile_all(_now(year[1])) == frozenset()


def test_the_year_went_up_and_not_in_one_leap(year: tuple[Told, Stage]) -> None:
    """What was shown half a year ago is less than today and more than at the beginning: the history is one."""
    from clauseway.conformity.models import Standing

    rows = Standing.objects.filter(system_id=year[1].system, edition__slug=QUALITY).order_by("day")
    shown = [counts["conforming"] for counts in rows.values_list("counts", flat=True)]
    assert len(shown) > 60
    assert shown[0] < shown[len(shown) // 3] < shown[-1] + 10
    assert max(abs(after - before) for before, after in pairwise(shown)) < 15
