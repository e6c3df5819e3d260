"""From an interview to the page of its recommendation."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.choosing import choosing, understand
from clauseway.catalogue.library import Family, Listed, library
from clauseway.rules import choosing as rule
from clauseway.systems.choosing import chosen
from clauseway.systems.models import Interview
from clauseway.systems.queries import applied_everywhere
from clauseway.web import jinja
from clauseway.web.choosing import words
from clauseway.web.choosing.frame import crumbs, tabs
from clauseway.web.choosing.page import Card, ResultPage, Version, Why
from clauseway.web.components import Action, Empty, Link, State
from clauseway.web.frame import Place, near


def result(place: Place, interview: Interview | None, every: Sequence[Interview]) -> ResultPage:
    found = chosen(interview)
    tabs_, crumbs_ = tabs(place, "result"), crumbs(place, Link(label=_("Recommendation"), href="", current=True))
    if interview is None or found is None:
        return ResultPage(
            tabs=tabs_, crumbs=crumbs_, headline=_("Which standard, if any?"), lead="", sure="", empty=_empty(place)
        )
    at_work = _at_work(place)
    first = [_card(place, one, at_work, number) for number, one in enumerate(found.first, 1)]
    return ResultPage(
        tabs=tabs_,
        crumbs=crumbs_,
        headline=words.headline(found),
        lead=words.lead(found),
        sure=words.sure(found),
        first=tuple(first),
        later=tuple(_card(place, one, at_work) for one in found.later),
        kept=tuple(_card(place, one, at_work) for one in found.kept),
        refused=tuple(_refused(place, one) for one in found.refused),
        not_now=tuple(_card(place, one, at_work) for one in found.not_now),
        together=words.together(found.together),
        names=_names(interview),
        open=tuple(_open(one) for one in found.unanswered),
        versions=_versions(place, every, interview),
        old="" if interview == every[0] else _old(interview),
        source=choosing().source,
        change=Action(label=_("Change the answers"), href=f"{place.home}/choose/"),
        next=_next(place, found),
    )


def _empty(place: Place) -> Empty:
    return Empty(
        title=_("Nothing is answered yet"),
        text=_(
            "Say who asks you for what, and what your work is like. You get the standards that fit, in order, with reasons."
        ),
        example=_(
            "“A customer names ISO 9001, we work with dangerous substances”: ISO 9001 to the certificate, ISO 14001 as a system first."
        ),
        action=Action(label=_("Begin the interview"), href=f"{place.home}/choose/", primary=True),
    )


def _at_work(place: Place) -> dict[str, Link]:
    """Standards that a system applies already, with the way there, by family."""
    if not place.may("read"):
        return {}
    slugs = {system.id: system for system in place.systems}
    found: dict[str, Link] = {}
    for system, editions in applied_everywhere(place.context).items():
        for one in editions:
            family = one.edition.slug.rpartition("-")[0]
            here = slugs.get(system)
            if here is not None:
                label = _("At work in %s") % here.name
                found.setdefault(family, Link(label=label, href=f"{place.home}/s/{here.slug}/"))
    return found


def _card(place: Place, one: rule.Recommendation, at_work: dict[str, Link], number: int = 0) -> Card:
    notes = []
    if one.apart:
        notes.append(_("Its audit follows rules of its own: one system with the others, but not one audit."))
    return Card(
        number=number,
        name=words.name(one.standard),
        title=words.title(one.standard),
        state=words.state(one.level),
        level=words.level(one.level),
        how=words.how(one.how) if one.level in (rule.DEMANDED, rule.ADVISED) else "",
        sure=words.confidence(one.confidence),
        why=tuple(Why(text=words.reason(reason), note=words.weight(reason)) for reason in one.reasons),
        against=tuple(Why(text=words.reason(reason), note=words.weight(reason)) for reason in one.against),
        notes=tuple(notes),
        links=_links(place, one, at_work),
    )


def _links(place: Place, one: rule.Recommendation, at_work: dict[str, Link]) -> tuple[Link, ...]:
    """Where to go on: read, cost, what if, apply."""
    made = [Link(label=_("Read about it"), href=f"{place.home}/standards/{one.standard}/")]
    if one.standard in rulebook().rulings:
        query = urlencode({"standards": one.standard})
        made.append(Link(label=_("What it costs"), href=f"{place.home}/cost/?{query}"))
        made.append(Link(label=_("Comply or certify?"), href=f"{place.home}/choose/ways/?{query}"))
    entry = library().standard(one.standard)
    if not isinstance(entry, Family):
        return tuple(made)
    if one.standard in at_work:
        return (*made, at_work[one.standard])
    system = near(place).system
    if system is not None:
        base = f"{place.home}/s/{system.slug}"
        made.append(Link(label=_("What if we added it?"), href=f"{base}/compare/adding/{entry.newest}/"))
        made.append(Link(label=_("Apply it"), href=f"{base}/setup/standards/"))
    elif place.may("system.manage"):
        made.append(Link(label=_("Apply it"), href=f"{place.home}/new-system/"))
    return tuple(made)


def _refused(place: Place, one: rule.Refused) -> Card:
    entry = library().standard(one.standard)
    notes = [entry.instead] if isinstance(entry, Listed) and entry.instead else []
    if one.closest:
        notes.append(_("The certificate that comes closest: %s.") % words.name(one.closest))
    return Card(
        number=0,
        name=words.name(one.standard),
        title=words.title(one.standard),
        state=State.NOT_APPLICABLE,
        level=_("nobody can be certified to it"),
        how="",
        sure="",
        why=tuple(Why(text=words.reason(reason), note=words.weight(reason)) for reason in one.reasons),
        notes=tuple(notes),
        links=(Link(label=_("Read about it"), href=f"{place.home}/standards/{one.standard}/"),),
    )


def _open(one: rule.Unanswered) -> Why:
    note = _("Might have spoken of %s.") % words.names(one.could) if one.could else ""
    return Why(text=one.say, note=note)


def _names(interview: Interview) -> tuple[Why, ...]:
    """What is right about the names that were typed, and those nobody here knows."""
    typed = list(dict.fromkeys(name for names in interview.typed.values() for name in names))
    found = understand(typed)
    made = [Why(text=f"“{name}”", note=say) for name, say in found.remarks]
    unknown = _("We know no standard of this name, or several: it counted for nothing. Ask who used it.")
    return (*made, *(Why(text=f"“{name}”", note=unknown) for name in found.unknown))


def _versions(place: Place, every: Sequence[Interview], shown: Interview) -> tuple[Version, ...]:
    if len(every) < 2:
        return ()
    made = []
    for one in every:
        came = ", ".join(words.name(slug) for slug, level in one.recommended if level in (rule.DEMANDED, rule.ADVISED))
        who = one.answered_by.name if one.answered_by else ""
        label = (
            _("%(day)s, %(who)s") % {"day": jinja.day(one.answered_on), "who": who}
            if who
            else jinja.day(one.answered_on)
        )
        href = f"{place.home}/choose/result/?version={one.number}"
        made.append(Version(label=label, note=came or _("no certificate"), href=href, current=one == shown))
    return tuple(made)


def _old(interview: Interview) -> str:
    return _("These are the answers of %s, read by today's rules. There are newer ones.") % jinja.day(
        interview.answered_on
    )


def _next(place: Place, found: rule.Chosen) -> tuple[Link, ...]:
    """What one does with the whole: cost of all together, ways, benefits."""
    ruled = [one.standard for one in found.first if one.standard in rulebook().rulings]
    made = []
    if len(ruled) > 1:
        query = urlencode({"standards": ruled}, doseq=True)
        made.append(Link(label=_("What all of them cost together"), href=f"{place.home}/cost/?{query}"))
    if ruled:
        query = urlencode({"standards": ruled}, doseq=True)
        made.append(Link(label=_("Comply or certify, alone or with help?"), href=f"{place.home}/choose/ways/?{query}"))
    made.append(Link(label=_("Say what it shall bring"), href=f"{place.home}/choose/benefits/"))
    return tuple(made)
