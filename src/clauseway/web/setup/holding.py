"""The scope held against what is there: what a person should look at before approving it, or change."""

from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.rules import scope as rule
from clauseway.systems.models import ScopeStatement
from clauseway.systems.queries import applicability, applied_editions
from clauseway.web.components import Item, State
from clauseway.web.frame import Place

SHOWN_AT_MOST = 20


def held(place: Place, now: ScopeStatement | None) -> tuple[Item, ...]:
    """What does not fit, as rows; none when nothing is wrong or no scope is stated yet."""
    if now is None or place.system is None:
        return ()
    text = f"{now.text} {now.exclusions}"
    found = rule.findings(text, _left(place), _things(place))
    return tuple(_item(place, one) for one in found[:SHOWN_AT_MOST])


def _left(place: Place) -> list[rule.Left]:
    """The requirements that were left out, with what would contradict it."""
    assert place.system is not None
    out = {key: row for key, row in applicability(place.context, place.system.id).items() if row.decision == "out"}
    found = []
    for applied in applied_editions(place.context, place.system.id) if out else ():
        for requirement in applied.edition.requirements.values():
            if requirement.id in out and requirement.kind != "control":
                unless = tuple((one.subject, one.facets) for one in requirement.asked.excluded_but if one.subject)
                ref = f"{requirement.edition_slug}/{requirement.ref}"
                found.append(rule.Left(ref, out[requirement.id].reason, unless))
    return found


def _things(place: Place) -> list[rule.Thing]:
    today = place.context.today
    rows = Subject.objects.filter(kind__in=("site", "product", "process"), superseded_at=None, live_from__lte=today)
    return [
        rule.Thing(row.kind, row.ref, row.name, row.facets)
        for row in rows.order_by("kind", "fold")
        if row.live_until is None or row.live_until > today
    ]


def _item(place: Place, one: rule.Finding) -> Item:
    names = ", ".join(one.names[:5])
    if one.kind == "requirement":
        requirement = f"{place.base}/requirements/{one.ref}/"
        short = one.ref.split("/", 1)[1]
        if one.code == rule.CONTRADICTED:
            title = _("%(ref)s is left out while this runs: %(names)s") % {"ref": short, "names": names}
        else:
            title = _("%s is left out without a justification") % short
        return Item(state=State.GAP, title=title, href=requirement)
    note = _("The text names neither it nor all of its kind. Name it, or say under what is left out why not.")
    title = _("In use and not named: %s") % names
    return Item(state=State.SOON, title=title, note=note)
