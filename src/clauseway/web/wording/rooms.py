"""Words for who says something: the rooms, their sources and who keeps a population, as registered."""

from django.utils.translation import gettext_lazy as _

from clauseway.rules.judged_from import FACTS, PASSAGE, PERSON, RECORD, Room

ROOMS = {
    "organization": _("people and sites"),
    "systems": _("the system's own promises"),
    "processes": _("processes, sheets, controls and indicators"),
    "resources": _("suppliers, instruments and assets"),
    "documents": _("documents and forms"),
    "evidence": _("what lives and what was left out"),
}
"""By room, where its facts are kept."""

KEPT = {
    "people": _("the people who work here"),
    "sites": _("the sites"),
    "parties": _("the interested parties"),
    "roles": _("the roles of the system"),
    "objectives": _("the objectives"),
    "obligations": _("the obligations that bind us"),
    "changes": _("the planned changes"),
    "process-map": _("the process map"),
    "suppliers": _("the register and everybody we bought from"),
    "equipment": _("the instruments in use"),
    "assets": _("the list of assets"),
    "documents": _("the documents in force"),
}
"""By the registered origin of a population, the list its members are on."""

WAYS = {
    FACTS: _("from facts"),
    PASSAGE: _("from a document"),
    RECORD: _("from a record"),
    PERSON: _("by judgement"),
}
WAYS_SAY = {
    FACTS: _("stated from what is kept here; nobody files anything"),
    PASSAGE: _("a passage that somebody accepted, of a document in force; it shows what is defined and no more"),
    RECORD: _("somebody files a record with its proof"),
    PERSON: _("only a named person's judgement will do"),
}


def room_words(room: Room) -> str:
    """Where a room's facts are kept; a room without words is named as it is registered."""
    return str(ROOMS.get(room.room, room.room))


def list_words(room: Room | None) -> str:
    """On which list the members of a population are."""
    if room is None:
        return str(_("a list that people keep"))
    return str(KEPT.get(room.name, room.name))
