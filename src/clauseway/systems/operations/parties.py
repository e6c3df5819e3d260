"""Writing interested parties, their needs, and what is decided about each need: taken up, left aside, or taken on as an obligation."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.systems.models import InterestedParty, Obligation, PartyNeed
from clauseway.systems.operations.obligations import add_obligation, change_obligation

LEFT, OBLIGATION = "left", "obligation"
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The obligation a need becomes: one of the register (`obligation`), or a new one by its name, kind and where it is written."""

    obligation: uuid.UUID | None = None
    name: str = ""
    kind: str = "voluntary"
    source: str = ""


@operation
def note_party(
    context: Context, *, name: str, needs: str = "", obligation: bool = False, live_from: date | None = None
) -> InterestedParty:
    """Note an interested party and what it needs; the same name again adds the needs when they were empty."""
    require(context, "stocktake.edit")
    if not name.strip():
        raise Refusal("party.name-missing", _("Name the interested party."), field="name")
    found = InterestedParty.objects.filter(fold=fold(name)).first()
    if found is None:
        found = InterestedParty(
            organization_id=context.require_organization(),
            name=name.strip(),
            fold=fold(name),
            needs=needs.strip(),
            obligation=obligation,
            live_from=live_from or context.today,
        )
    elif needs.strip() and not found.needs:
        found.needs = needs.strip()
        found.version += 1
    _settle(context, found)
    return found


@operation
def change_party(context: Context, party: uuid.UUID, *, version: int, **values: object) -> InterestedParty:
    """Change an interested party (name, needs, obligation) or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = _party(party)
    if found.version != version:
        raise Conflict(
            "party.changed", _("Somebody else changed this party meanwhile."), details={"version": found.version}
        )
    for name in ("name", "needs", "obligation", "live_until"):
        if name in values:
            setattr(found, name, values[name])
    if not found.name.strip():
        raise Refusal("party.name-missing", _("Name the interested party."), field="name")
    if InterestedParty.objects.filter(fold=fold(found.name)).exclude(id=found.id).exists():
        raise Refusal("party.exists", _("There is an interested party of this name already."), field="name")
    found.fold = fold(found.name)
    found.version += 1
    _settle(context, found)
    return found


def _party(party: uuid.UUID) -> InterestedParty:
    found = InterestedParty.objects.select_for_update().filter(id=party).first()
    if found is None:
        raise NotFound("party.not-found", _("There is no such interested party."))
    return found


def _settle(context: Context, party: InterestedParty) -> None:
    party.save()
    path = f"context/parties/{party.id}/"
    index(context, kind="party", reference=str(party.id), title=party.name, detail=party.needs, path=path)
    touch_subject("party", party.id)
    touch("party", party.id)


@operation
def add_needs(
    context: Context, party: uuid.UUID, *, needs: Iterable[str], live_from: date | None = None
) -> list[PartyNeed]:
    """List needs of a party, one by one; those that are listed already stay as they are. Refuses when nothing is said."""
    require(context, "stocktake.edit")
    owner = _party(party)
    texts = [text.strip() for text in needs if text.strip()]
    if not texts:
        raise Refusal("need.text-missing", _("Say what they need or expect."), field="needs")
    if too_long := next((text for text in texts if len(text) > 400), ""):
        raise Refusal("need.too-long", _("Keep each need below 400 characters: “%s…”") % too_long[:40], field="needs")
    there = set(PartyNeed.objects.filter(party=owner).values_list("fold", flat=True))
    made = []
    for text in texts:
        if fold(text) in there:
            continue
        there.add(fold(text))
        made.append(
            PartyNeed.objects.create(
                organization_id=context.require_organization(),
                party=owner,
                text=text,
                fold=fold(text),
                live_from=live_from or context.today,
            )
        )
    touch("party", owner.id)
    return made


@operation
def end_need(context: Context, need: uuid.UUID, *, version: int, on: date | None = None) -> PartyNeed:
    """Say that a party no longer needs this. Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = _need(need, version)
    row.live_until = max(on or context.today, row.live_from)
    return _keep(row)


@operation
def decide_need(
    context: Context,
    need: uuid.UUID,
    *,
    version: int,
    decision: str,
    because: str = "",
    standards: Iterable[str] = (),
) -> PartyNeed:
    """Decide that the system takes a need up or leaves it aside, for the editions named. Refuses nobody in person, and leaving one aside without a reason."""
    require(context, "stocktake.edit")
    row = _need(need, version)
    if decision not in ("taken-up", LEFT):
        raise Refusal("need.decision", _("Decide whether it is taken up or not."), field="decision")
    if decision == LEFT and len(because.strip()) < SHORTEST_REASON:
        raise Refusal(
            "need.because", _("Say why it is not taken up, so that an outsider understands it."), field="because"
        )
    row.obligation_id = None
    return _decide(context, row, decision, because, standards)


@operation
def become_obligation(
    context: Context,
    need: uuid.UUID,
    binding: Binding,
    *,
    version: int,
    because: str = "",
    standards: Iterable[str] = (),
) -> PartyNeed:
    """Take a need on as an obligation: one of the register, or a new one that asks what the party needs. Refuses one that ended or does not apply."""
    require(context, "stocktake.edit")
    row = _need(need, version)
    if binding.obligation is None:
        made = add_obligation(
            context,
            name=binding.name or row.text[:240],
            kind=binding.kind,
            source=binding.source,
            asks=row.text,
            party_id=row.party_id,
            live_from=context.today,
        )
    else:
        made = _standing(context, binding.obligation)
        if made.party_id is None:
            made = change_obligation(context, made.id, version=made.version, party_id=row.party_id)
    party = _party(row.party_id)
    if not party.obligation:
        party.obligation, party.version = True, party.version + 1
        _settle(context, party)
    row.obligation_id = made.id
    return _decide(context, row, OBLIGATION, because, standards)


def _standing(context: Context, obligation: uuid.UUID) -> Obligation:
    found = Obligation.objects.filter(id=obligation).first()
    if found is None:
        raise NotFound("obligation.not-found", _("There is no such obligation."))
    if found.applies is False or (found.live_until is not None and found.live_until <= context.today):
        raise Refusal("need.obligation-gone", _("This obligation ended or does not apply."), field="obligation")
    return found


def _decide(context: Context, row: PartyNeed, decision: str, because: str, standards: Iterable[str]) -> PartyNeed:
    if context.person is None:
        raise Refusal("need.nobody", _("Only a named person can decide this."))
    row.decision, row.because = decision, because.strip()
    row.standards = sorted(set(standards))
    row.decided_by_id, row.decided_on = context.person, max(context.today, row.live_from)
    return _keep(row)


def _need(need: uuid.UUID, version: int) -> PartyNeed:
    found = PartyNeed.objects.select_for_update().filter(id=need).first()
    if found is None:
        raise NotFound("need.not-found", _("There is no such need."))
    if found.version != version:
        raise Conflict(
            "need.changed", _("Somebody else changed this need meanwhile."), details={"version": found.version}
        )
    return found


def _keep(row: PartyNeed) -> PartyNeed:
    row.version += 1
    row.save()
    touch("party", row.party_id)
    return row
