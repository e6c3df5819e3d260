"""Duties that follow from what is on file about suppliers and instruments: evaluate again, ask for the next certificate, calibrate.

They are worked out anew before an operation ends, for whatever it touched: the subject itself, a record about it, or the organization's own rhythm.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from clauseway.actions.duties import Due, hold_duties
from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.registry import Tokens, register_settler
from clauseway.resources.models import (
    Calibration,
    Equipment,
    Provision,
    Supplier,
    SupplierCertificate,
    SupplierEvaluation,
)
from clauseway.resources.operations.equipment import check_of
from clauseway.resources.queries.evaluations import certificate_value, holds_until
from clauseway.rules import calibration, suppliers
from clauseway.systems.models import Rhythm

EVALUATION, SECURITY, CALIBRATION = "supplier-evaluation", "supplier-security-review", "calibration"
"""Rhythms of the vocabulary."""
PURPOSES = {"quality": EVALUATION, "security": SECURITY}
STATED = {"quality": "supplier.evaluated", "security": "supplier-security.reviewed"}
GOOD = {
    *("approved", "conditional", "acceptable", "measures-agreed"),
    *("within-limits", "adjusted", "limited-use", "not-required"),
}
"""Results, in records that people filed, after which the next time is a question of rhythm."""
SUPPLIER_KINDS = ("supplier-evaluation", "supplier-security", "supplier-certificate")


def register() -> None:
    register_settler(settle, first=True)


def settle(context: Context, pending: Tokens) -> Tokens:
    """Bring the duties in line with what an operation touched; the tokens go on unchanged."""
    about = {
        source: {uuid.UUID(key) for name, key in pending if name == source} for source in ("supplier", "equipment")
    }
    rhythms = {key.partition("|")[2] for name, key in pending if name == "rhythm"}
    if rhythms & {EVALUATION, SECURITY}:
        about["supplier"].update(Supplier.objects.exclude(owner_id=None).values_list("id", flat=True))
    if CALIBRATION in rhythms:
        about["equipment"].update(Equipment.objects.values_list("id", flat=True))
    if about["supplier"]:
        remind_of_suppliers(context, sorted(about["supplier"]))
    if about["equipment"]:
        remind_of_calibrations(context, sorted(about["equipment"]))
    return pending


def remind_of_suppliers(context: Context, keys: Sequence[uuid.UUID]) -> None:
    """The duties of the owners of some suppliers. Nobody is reminded of a supplier without an owner, ended, or known from purchases only."""
    rows = [
        row for row in Supplier.objects.filter(id__in=keys) if row.registered and row.owner_id and _live(context, row)
    ]
    alive = [row.id for row in rows]
    provisions: dict[uuid.UUID, list[Provision]] = {}
    for provision in Provision.objects.filter(supplier_id__in=alive):
        provisions.setdefault(provision.supplier_id, []).append(provision)
    held: dict[uuid.UUID, dict[str, SupplierCertificate]] = {}
    for certificate in SupplierCertificate.objects.filter(supplier_id__in=alive):
        held.setdefault(certificate.supplier_id, {})[str(certificate.id)] = certificate
    wanted: list[Due] = []
    for purpose in PURPOSES:
        wanted += _evaluations(context, purpose, rows, provisions, held)
    for row in rows:
        wanted += _certificates(context, row, provisions.get(row.id, []), held.get(row.id, {}))
    about = [str(key) for key in keys]
    gone = set(about) - {str(key) for key in alive}
    hold_duties(context, wanted, kinds=SUPPLIER_KINDS, about=about, gone=gone)


def _live(context: Context, row: Supplier | Equipment) -> bool:
    return row.live_until is None or row.live_until > context.today


def _evaluations(
    context: Context,
    purpose: str,
    rows: Sequence[Supplier],
    provisions: dict[uuid.UUID, list[Provision]],
    held: dict[uuid.UUID, dict[str, SupplierCertificate]],
) -> Iterable[Due]:
    """Evaluate for quality and delivery, whoever was never evaluated too; for security only who was evaluated so before."""
    ids = [row.id for row in rows]
    made = SupplierEvaluation.objects.filter(supplier_id__in=ids, withdrawn_on=None, criteria__purpose=purpose)
    latest = {one.supplier_id: one for one in made.order_by("on", "recorded_at", "id")}
    records = _latest_records(STATED[purpose], ids)
    days = list(Rhythm.objects.filter(name=PURPOSES[purpose], valid_until=None).values_list("days", flat=True))
    titles = {"quality": _("Evaluate the supplier %s"), "security": _("Evaluate the security of the supplier %s")}
    for row in rows:
        one, record = latest.get(row.id), records.get(str(row.id))
        told: tuple[date | None, bool, date | None] = (None, False, None)
        if purpose == "security" and one is None:
            continue
        if one is not None and (record is None or record.happened_on <= one.on):
            certificates = [certificate_value(c) for c in held.get(row.id, {}).values()]
            until = holds_until(one, provisions.get(row.id, []), certificates, None)
            told = (one.on, one.result in GOOD, until)
        elif record is not None:
            told = (record.happened_on, record.facets.get("result") in GOOD, record.valid_until)
        due = suppliers.evaluate_again_on(*told, row.live_from, days)
        if due is not None:
            kind = "supplier-evaluation" if purpose == "quality" else "supplier-security"
            by = "" if purpose == "quality" else "?by=security"
            yield _due(row, kind, str(row.id), titles[purpose] % row.name, due, f"suppliers/{row.id}/evaluate/{by}")


def _certificates(
    context: Context, row: Supplier, provisions: Sequence[Provision], held: dict[str, SupplierCertificate]
) -> Iterable[Due]:
    """A certificate somebody withdrew is not asked for again: what rested on it is evaluated anew."""
    provided = [p.fold for p in provisions if p.live_until is None or p.live_until > context.today]
    counted = {key: certificate_value(one) for key, one in held.items() if one.withdrawn_on is None}
    for key, day in suppliers.renew_by(counted, provided).items():
        told = {"standard": held[key].standard, "name": row.name}
        title = _("Ask %(name)s for the next certificate: %(standard)s") % told
        yield _due(row, "supplier-certificate", key, title, day, f"suppliers/{row.id}/certificate/")


def _due(row: Supplier, kind: str, key: str, title: str, day: date, path: str) -> Due:
    return Due(
        natural_key=f"{kind}|{key}",
        kind=kind,
        title=title,
        due_on=day,
        reference=str(row.id),
        path=path,
        person_id=row.owner_id,
    )


def _latest_records(word: str, ids: Sequence[uuid.UUID]) -> dict[str, Record]:
    """By subject, the latest record of a word that still stands for the whole subject."""
    refs = [str(key) for key in ids]
    found = Record.objects.filter(word=word, subject_ref__in=refs, ended_on=None, requirement=None)
    return {
        record.subject_ref: record
        for record in found.order_by("happened_on", "recorded_at", "id")
        if not record.facets.get("sites") and not record.facets.get("standards")
    }


def remind_of_calibrations(context: Context, keys: Sequence[uuid.UUID]) -> None:
    """A duty to calibrate or quarantine each instrument in use that is to be calibrated; without an owner it is the managers'.

    Due by what its last good calibration says, by a record that people filed, and by the organization's rhythm; at once where it was found out of
    tolerance. An instrument nobody ever calibrated is due since it is there.
    """
    rows = [
        row
        for row in Equipment.objects.filter(id__in=keys)
        if row.plan == "calibrate" and row.state == "in-use" and row.live_until is None
    ]
    days = list(Rhythm.objects.filter(name=CALIBRATION, valid_until=None).values_list("days", flat=True))
    checks: dict[uuid.UUID, list[calibration.Check]] = {row.id: [] for row in rows}
    known = {row.id: row for row in rows}
    for made in Calibration.objects.filter(equipment_id__in=known, withdrawn_on=None):
        checks[made.equipment_id].append(check_of(made, known[made.equipment_id]))
    for ref, record in _latest_records("measuring-equipment.calibrated", list(known)).items():
        checks[uuid.UUID(ref)].append(_check_of_record(record))
    wanted = []
    for row in rows:
        due = calibration.calibrate_again_on(checks[row.id], row.live_from, days, context.today)
        if due is not None:
            wanted.append(_calibrate(row, due))
    about = [str(key) for key in keys]
    hold_duties(context, wanted, kinds=["calibration"], about=about)


def _check_of_record(record: Record) -> calibration.Check:
    left = calibration.WITHIN if record.facets.get("result") in GOOD else calibration.OUTSIDE
    return calibration.Check(f"record-{record.id}", record.happened_on, left, left, True, record.valid_until)


def _calibrate(row: Equipment, due: date) -> Due:
    return Due(
        natural_key=f"calibration|{row.id}",
        kind="calibration",
        title=_("Calibrate %s, or quarantine it") % row.name,
        due_on=due,
        reference=str(row.id),
        path=f"equipment/{row.id}/",
        person_id=row.owner_id,
        role="" if row.owner_id else "manager",
    )
