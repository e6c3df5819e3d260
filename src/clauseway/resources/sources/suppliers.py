"""What suppliers can prove: who they are, by the register and by what was bought; that they were evaluated, looked at and controlled; and the contrary.

Approvals that people filed as records count beside evaluations made here.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from django.db.models import Q

from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.registry import (
    DraftClaim,
    DraftSubject,
    register_population,
    register_source,
    register_superseding,
)
from clauseway.resources.models import (
    Provision,
    Purchase,
    Supplier,
    SupplierCertificate,
    SupplierCriteria,
    SupplierEvaluation,
    SupplierReview,
    SupplierSettlement,
)
from clauseway.resources.queries.evaluations import certificate_value, holds_until, rests_until
from clauseway.resources.queries.suppliers import Window, bought_between, window_on, windows
from clauseway.rules import suppliers as rule

WORDS = (
    *(
        "supplier.evaluated",
        "supplier.monitored",
        "supplier.control-defined",
        "supplier.used-unapproved",
        "supply.verified",
    ),
    *("supplier-security.assessed", "supplier-security.reviewed"),
)
STATED = {
    "supplier.evaluated": "quality",
    "supplier-security.assessed": "security",
    "supplier-security.reviewed": "security",
    "supplier.monitored": "",
}
"""Words that both people's records and this room state, with the purpose of the criteria ("" for looks at performance): whichever is newer counts."""
GOOD = ("approved", "conditional")
ASSESSED = {"approved": "acceptable", "conditional": "acceptable-with-measures", "rejected": "not-acceptable"}
REVIEWED = {"approved": "acceptable", "conditional": "measures-agreed", "rejected": "not-acceptable"}
_WORST = ("used-unverified", "", "rejected-and-handled", "accepted")


def register() -> None:
    register_population("supplier", origin="suppliers", members=_members)
    register_source("supplier", words=WORDS, keys=_keys, claims=_claims, many=many_claims, reads=list(STATED))
    for word in STATED:
        register_superseding(word, partial(_stated_on, word))
    register_source(
        "supplier-criteria", words=["supplier.criteria-set"], keys=lambda context: ["quality"], claims=_criteria
    )


def _stated_on(word: str, context: Context, refs: Sequence[str]) -> dict[str, list[date]]:
    """On which days an evaluation (or a look at performance) said what records of a word say, by supplier."""
    ids = [uuid.UUID(ref) for ref in refs]
    if purpose := STATED[word]:
        made = SupplierEvaluation.objects.filter(supplier_id__in=ids, withdrawn_on=None, criteria__purpose=purpose)
        rows = list(made.values_list("supplier_id", "on"))
    else:
        rows = list(SupplierReview.objects.filter(supplier_id__in=ids).values_list("supplier_id", "on"))
    found: dict[str, list[date]] = {}
    for key, day in rows:
        found.setdefault(str(key), []).append(day)
    return found


def _newer(file: "_File", word: str, on: date, following: Any) -> date | None:
    """The day from which something newer speaks: the room's next statement, or a record of the whole filed by somebody."""
    days = [
        record.happened_on
        for record in file.records
        if record.word == word and record.happened_on > on and not _partial(record)
    ]
    days += [following.on] if following else []
    return min(days, default=None)


def _partial(record: Record) -> bool:
    return bool(record.facets.get("sites") or record.facets.get("standards") or record.requirement_id)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Supplier.objects.values_list("id", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    """Everybody in the register and everybody we buy from, whichever lasts longer."""
    rows = list(Supplier.objects.filter(which))
    bought, known = bought_between(context, [row.id for row in rows] if which else None), windows(context)
    found = []
    for row in rows:
        first, last = bought.get(row.id, (None, None))
        registered = (row.live_from, row.live_until) if row.registered else None
        span = rule.membership(registered, first, last, window_on(known, last) if last else None)
        if span is None:
            continue
        facets: dict[str, Any] = {"known-by": _known_by(row.registered, last is not None)}
        facets |= {"criticality": row.criticality} if row.criticality else {}
        facets |= {"sites": row.sites} if row.sites else {}
        found.append(DraftSubject(str(row.id), row.name, *span, facets))
    return found


def _known_by(registered: bool, bought: bool) -> str:
    if registered and bought:
        return "register-and-purchases"
    return "register" if registered else "purchases"


def _criteria(context: Context, key: str) -> list[DraftClaim]:
    """Criteria are set when there are some for choosing and at least one limit for watching how suppliers perform."""
    rows = SupplierCriteria.objects.filter(purpose="quality").order_by("valid_from", "recorded_at")
    return [
        DraftClaim(
            kind="supplier.criteria-set",
            code=str(row.id),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            collected_at=row.recorded_at,
            filed_by=str(row.decided_by_id or ""),
        )
        for row in rows
        if (row.late_percent, row.bad_percent, row.complaints) != (None, None, None)
        and (row.valid_until is None or row.valid_until > row.valid_from)
    ]


@dataclass(slots=True)
class _File:
    """All that is on file about one supplier."""

    evaluations: list[SupplierEvaluation] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    certificates: list[rule.Certificate] = field(default_factory=list)
    reviews: list[SupplierReview] = field(default_factory=list)
    settled: list[date] = field(default_factory=list)
    purchases: list[tuple[str, date, date | None, str, str, Any]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some suppliers: eight reads, however many they are."""
    files = _files(keys)
    known = windows(context)
    return {
        key: [
            *_evaluated(key, files[key]),
            *_monitored(key, files[key]),
            *_controlled(key, files[key]),
            *_verified(key, files[key]),
            *_around(key, files[key], known),
        ]
        for key in keys
    }


def _files(keys: Sequence[str]) -> dict[str, _File]:
    files = {key: _File() for key in keys}
    ids = [uuid.UUID(key) for key in keys]
    evaluations = SupplierEvaluation.objects.filter(supplier_id__in=ids, withdrawn_on=None).select_related("criteria")
    for evaluation in evaluations.order_by("on", "recorded_at", "id"):
        files[str(evaluation.supplier_id)].evaluations.append(evaluation)
    for provision in Provision.objects.filter(supplier_id__in=ids):
        files[str(provision.supplier_id)].provisions.append(provision)
    for certificate in SupplierCertificate.objects.filter(supplier_id__in=ids):
        files[str(certificate.supplier_id)].certificates.append(certificate_value(certificate))
    for review in SupplierReview.objects.filter(supplier_id__in=ids).order_by("on", "recorded_at", "id"):
        files[str(review.supplier_id)].reviews.append(review)
    for key, day in SupplierSettlement.objects.filter(supplier_id__in=ids).values_list("supplier_id", "on"):
        files[str(key)].settled.append(day)
    rows = Purchase.objects.filter(supplier_id__in=ids).order_by("ordered_on", "number")
    fields = ("supplier_id", "number", "ordered_on", "delivered_on", "category_fold", "inspection", "recorded_at")
    for key, *values in rows.values_list(*fields):
        files[str(key)].purchases.append(tuple(values))
    records = Record.objects.filter(word__in=list(STATED), subject_ref__in=list(keys)).exclude(ended_how="withdrawn")
    for record in records.order_by("happened_on", "recorded_at", "id"):
        files[record.subject_ref].records.append(record)
    return files


def _draft(key: str, kind: str, row: Any, until: date | None, **more: Any) -> DraftClaim:
    return DraftClaim(
        kind=kind,
        code=f"{kind}|{row.id}",
        valid_from=row.on,
        valid_until=until,
        collected_at=row.recorded_at,
        subject_kind="supplier",
        subject_ref=key,
        filed_by=str(row.by_id or ""),
        **more,
    )


def _evaluated(key: str, file: _File) -> list[DraftClaim]:
    """Each evaluation until it stops holding. Those against security criteria say what they say about security only."""
    drafts = []
    for purpose in ("quality", "security"):
        rows = [row for row in file.evaluations if row.criteria.purpose == purpose]
        for row, following in pairwise([*rows, None]):
            assert row is not None
            grade = "examined" if row.examined_by_id else "recorded"
            for kind, facets in _said(row, purpose):
                newer = _newer(file, kind, row.on, following)
                until = holds_until(row, file.provisions, file.certificates, newer)
                if until is None or until > row.on:
                    drafts.append(_draft(key, kind, row, until, grade=grade, facets=facets, rationale=row.reason))
    return drafts


def _said(row: SupplierEvaluation, purpose: str) -> list[tuple[str, dict[str, str]]]:
    if purpose == "quality":
        return [("supplier.evaluated", {"result": row.result})]
    changes = {"changes": row.changes} if row.changes else {}
    return [
        ("supplier-security.assessed", {"result": ASSESSED[row.result]}),
        ("supplier-security.reviewed", {"result": REVIEWED[row.result], **changes}),
    ]


def _monitored(key: str, file: _File) -> list[DraftClaim]:
    drafts = []
    for row, following in pairwise([*file.reviews, None]):
        assert row is not None
        until = _newer(file, "supplier.monitored", row.on, following)
        if until is None or until > row.on:
            drafts.append(_draft(key, "supplier.monitored", row, until, facets={"result": row.result}))
    return drafts


def _controlled(key: str, file: _File) -> list[DraftClaim]:
    """Control is settled when it is for everything the supplier provides now; of a supplier that provides nothing stated, nothing is settled."""
    now = [row for row in file.provisions if row.live_until is None]
    if not now or not all(row.control and row.control_on for row in now):
        return []
    latest = max(now, key=lambda row: max(row.live_from, row.control_on or row.live_from))
    return [
        DraftClaim(
            kind="supplier.control-defined",
            code="control",
            valid_from=max(latest.live_from, latest.control_on or latest.live_from),
            collected_at=max(row.recorded_at for row in now),
            subject_kind="supplier",
            subject_ref=key,
        )
    ]


def _verified(key: str, file: _File) -> list[DraftClaim]:
    """What was found on arrival, by stretches of days with the same worst result; from a delivery nobody inspected on, nothing is said."""
    days: dict[date, tuple[str, Any]] = {}
    for _number, _ordered, delivered, _category, inspection, recorded in file.purchases:
        if delivered is not None:
            known = days.get(delivered, (inspection, recorded))
            days[delivered] = (min(inspection, known[0], key=_WORST.index), max(recorded, known[1]))
    runs: list[tuple[date, str, Any]] = []
    for day, (result, recorded) in sorted(days.items()):
        if not runs or runs[-1][1] != result:
            runs.append((day, result, recorded))
    ends = [begins for begins, _result, _recorded in runs[1:]]
    return [
        DraftClaim(
            kind="supply.verified",
            code=f"supply|{begins}",
            valid_from=begins,
            valid_until=until,
            collected_at=recorded,
            subject_kind="supplier",
            subject_ref=key,
            facets={"result": result},
        )
        for (begins, result, recorded), until in zip(runs, [*ends, None], strict=False)
        if result
    ]


def _around(key: str, file: _File, known: Window) -> list[DraftClaim]:
    """Contrary: what was bought while nobody had approved the supplier for it."""
    bought = [rule.Bought(number, ordered, category) for number, ordered, _d, category, _i, _r in file.purchases]
    days = {one.ref: window_on(known, one.on) for one in bought}
    entered = {number: recorded for number, *_more, recorded in file.purchases}
    spans = rule.around_approval(
        bought, approvals(file.evaluations, file.records, file.certificates), file.settled, days
    )
    return [
        DraftClaim(
            kind="supplier.used-unapproved",
            code=f"around|{span.begins}",
            stance=-1,
            valid_from=span.begins,
            valid_until=span.ends,
            collected_at=entered[span.refs[0]],
            subject_kind="supplier",
            subject_ref=key,
            facets={"purchase": ", ".join(span.refs[:3]) + (f" (+{len(span.refs) - 3})" if len(span.refs) > 3 else "")},
        )
        for span in spans
        if span.ends is None or span.ends > span.begins
    ]


def approvals(
    evaluations: Iterable[SupplierEvaluation], records: Iterable[Record], certificates: Sequence[rule.Certificate]
) -> list[rule.Approval]:
    """What let us buy, in order: evaluations for quality with what they rest on, and approvals filed as records."""
    made = [
        (
            (row.on, row.recorded_at),
            rule.Approval(
                row.on, rests_until(row, certificates), row.result in GOOD, frozenset(row.categories) or None
            ),
        )
        for row in evaluations
        if row.criteria.purpose == "quality"
    ]
    for record in records:
        if record.word != "supplier.evaluated":
            continue
        ends = [day for day in (record.valid_until, record.ended_on) if day is not None]
        good = record.facets.get("result") in GOOD
        approval = rule.Approval(record.happened_on, min(ends, default=None), good)
        made.append(((record.happened_on, record.recorded_at), approval))
    return [approval for _order, approval in sorted(made, key=lambda one: one[0])]
