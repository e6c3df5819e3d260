"""The search page from what is asked."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.web.components import Action, Empty, Link
from clauseway.web.frame import Place
from clauseway.web.jinja import number
from clauseway.web.listing import choose, pager
from clauseway.web.search import requirements, texts, things
from clauseway.web.search.asking import Asked
from clauseway.web.search.kinds import KINDS, labels
from clauseway.web.search.page import Group, Hit, SearchPage
from clauseway.web.search.serving import serving
from clauseway.web.tables import Filter


def search_page(place: Place, asked: Asked) -> SearchPage:
    found = _found(place, asked) if asked.words else {}
    total = sum(count for count, _hits in found.values())
    return SearchPage(
        q=asked.q,
        href=f"{place.base}/search/",
        filters=_filters(asked),
        since=asked.since.isoformat() if asked.since else "",
        until=asked.until.isoformat() if asked.until else "",
        filtered=bool(asked.kind or asked.narrowed),
        groups=tuple(_group(asked, kind, *found[kind]) for kind in KINDS if kind in found),
        said=_said(asked, total) if total else "",
        pager=pager(asked.list, total) if asked.kind and total else None,
        elsewhere=_elsewhere(place, asked),
        empty=None if total else _nothing(place, asked) if asked.words else _teaching(),
    )


def _found(place: Place, asked: Asked) -> dict[str, tuple[int, tuple[Hit, ...]]]:
    """By kind how many were found and those to show."""
    asking = requirements.found(place, asked) if asked.wants("requirement") else None
    cited = serving(place, asked, [one.id for one in asking.shown] if asking else ())
    made = {"requirement": (asking.total, asking.hits(place, asked, cited))} if asking else {}
    made |= texts.found(place, asked, cited.described)
    made |= things.found(place, asked)
    return {kind: one for kind, one in made.items() if one[0]}


def _group(asked: Asked, kind: str, total: int, hits: tuple[Hit, ...]) -> Group:
    label = _("All %s") % number(total)
    more = Link(label=label, href=asked.list.href(kind=kind, page=1)) if not asked.kind and total > len(hits) else None
    return Group(key=kind, label=str(KINDS[kind].plural), total=total, hits=hits, more=more)


def _filters(asked: Asked) -> tuple[Filter, ...]:
    states = (
        KINDS[asked.kind].states()
        if asked.kind
        else (("now", _("in force, open, current")), ("over", _("replaced, closed, ended")))
    )
    made = [choose(asked.list, "kind", _("What to look for"), _("Everything"), labels(KINDS))]
    if states:
        made.append(choose(asked.list, "state", _("State"), _("any state"), states))
    return tuple(made)


def _said(asked: Asked, total: int) -> str:
    return ngettext("%(n)s thing found for “%(q)s”.", "%(n)s things found for “%(q)s”.", total) % {
        "n": number(total),
        "q": asked.q,
    }


def _elsewhere(place: Place, asked: Asked) -> tuple[Link, ...]:
    """The same search in the other systems of the organization."""
    if not asked.words or place.system is None:
        return ()
    return tuple(
        Link(label=one.name, href=f"{place.home}/s/{one.slug}/search/?{urlencode({'q': asked.q})}")
        for one in place.systems
        if one.id != place.system.id
    )


def _nothing(place: Place, asked: Asked) -> Empty:
    """Why nothing may have been found, and what to try next."""
    title = _("Nothing found for “%s”.") % asked.q
    if asked.kind or asked.narrowed:
        return Empty(
            title=title,
            text=_("Only a part was looked through: the kind, the state and the days you chose."),
            action=Action(
                label=_("Look for everything"), href=f"{place.base}/search/?{urlencode({'q': asked.q})}", icon="search"
            ),
        )
    return Empty(
        title=title,
        text=_("Every word must occur. Try fewer words, only how one begins, or a reference like “9001 8.4”."),
    )


def _teaching() -> Empty:
    return Empty(
        title=_("Search everything you may see"),
        text=_(
            "Texts of documents, records, filled forms, requirements, suppliers, processes, instruments, obligations, actions, people. Every word must occur."
        ),
        example=_("“calibration torque”, “9001 8.4”, “A.5.9” or the name of a supplier"),
    )
