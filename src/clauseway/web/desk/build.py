"""From the desk's narrow door to the values of its page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.organization.desk import Client, Line, System
from clauseway.organization.guests import Guesthood
from clauseway.web.components import Link, Standing
from clauseway.web.desk.page import ClientCard, DeskPage, SystemCard
from clauseway.web.jinja import day


def build(clients: list[Client], guest_of: list[Guesthood]) -> DeskPage:
    return DeskPage(
        clients=tuple(_client(client) for client in clients),
        new_href="/start/",
        guest_of=tuple(
            Link(label=one.name, href=f"/guest/{one.grant}/", note=_("until %s") % day(one.valid_until))
            for one in guest_of
        ),
    )


def _client(client: Client) -> ClientCard:
    home = f"/o/{client.slug}"
    return ClientCard(
        name=client.name,
        link=Link(label=_("Open"), href=f"{home}/"),
        systems=tuple(_system(home, system) for system in client.systems),
        duties=_duties(client),
        next_due=_("next on %s") % day(client.next_due) if client.next_due else "",
        late=client.overdue > 0,
    )


def _system(home: str, system: System) -> SystemCard:
    base = f"{home}/s/{system.slug}"
    return SystemCard(name=system.name, href=f"{base}/", rows=tuple(_line(base, line) for line in system.lines))


def _line(base: str, line: Line) -> Standing:
    said = [_("to be certified") if line.mode == "certify" else _("to comply with")]
    if line.target_on:
        said.append(_("target %s") % day(line.target_on))
    if line.undeclared:
        said.append(
            ngettext("%d control not decided yet", "%d controls not decided yet", line.undeclared) % line.undeclared
        )
    if line.stale:
        said.append(_("being judged anew"))
    listed = f"{base}/requirements/?standard={line.slug}"
    return Standing(
        name=line.name,
        note=" · ".join(said),
        shown=line.shown,
        gaps=line.gap,
        unknown=line.unknown,
        href=listed,
        shown_href=f"{listed}&answer=conforming",
        gaps_href=f"{listed}&answer=gap",
        unknown_href=f"{listed}&answer=unknown",
    )


def _duties(client: Client) -> str:
    if not client.duties:
        return _("Nothing is due")
    said = ngettext("%d open duty", "%d open duties", client.duties) % client.duties
    if client.overdue:
        said += ", " + ngettext("%d late", "%d late", client.overdue) % client.overdue
    if client.own_duties:
        said += ", " + ngettext("%d of them yours", "%d of them yours", client.own_duties) % client.own_duties
    return said
