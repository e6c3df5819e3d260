"""What stands in the place of each part of an address, so that every address can be fetched.

A new address works by itself when its parts are named here. Otherwise add to KEYWORDS (a new kind of thing; make one in world.py too), to BY_NAME (an
address that means another thing by a known word), or to OUTSIDE (an address of no organization, with the reason why it may be seen).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from .world import World

KEYWORDS: dict[str, Callable[[World], Any]] = {
    "organization": lambda w: w.slug,
    "system": lambda w: w.system.slug,
    "edition": lambda w: w.edition.slug,
    "ref": lambda w: "9.2.2",
    "requirement": lambda w: w.ids["requirement"],
    "version": lambda w: w.ids["scope"],
    "token": lambda w: w.link,
    "kind": lambda w: "process",
    "form": lambda w: "own",
    "standard": lambda w: "iso-9001",
    "register": lambda w: "processes",
    "name": lambda w: "internal-audit",
    "word": lambda w: "audit.performed",
    "verdict": lambda w: "accepted",
    "purpose": lambda w: "quality",
    "several": lambda w: "suppliers",
    "template": lambda w: "audit-report",
    "part": lambda w: "maintain-1",
    "of": lambda w: w.ids["process"],
    **{
        name: (lambda w, name=name: w.ids[name])
        for name in (
            *("action", "milestone", "invitation", "person", "site", "process", "issue", "party", "record", "item"),
            *("document", "passage", "suggestion", "drop", "duty", "question", "round", "grant"),
            *("obligation", "compliance", "change"),
            *("review", "need", "role", "holding", "line", "occasion"),
            *("supplier", "held", "evaluation", "provision", "benefit", "asked", "access", "kept"),
            *("instrument", "calibration", "asset"),
            *("objective", "step", "look", "indicator", "measurement"),
            *("vote", "remark", "misuse", "identifier"),
            *("flow", "characteristic", "reading", "control"),
            *("blank", "entry", "disposal", "copy", "serving"),
        )
    },
}

BY_NAME: dict[str, dict[str, Callable[[World], Any]]] = {
    "document-kind": {"kind": lambda w: "policy"},
    "documents-circle": {"ref": lambda w: w.ids["process"]},
    "invitation": {"token": lambda w: w.invitation},
    "change-step": {"step": lambda w: "begin"},
    "stocktake-entry": {"ref": lambda w: w.ids["process"]},
    "stocktake-row": {"ref": lambda w: w.ids["process"]},
    "own-standard": {"edition": lambda w: f"own-{w.name}"},
    "own-standard-remove": {"edition": lambda w: f"own-{w.name}"},
}

GUESTS = ("guest", "guest-documents", "guest-document", "guest-records", "guest-files", "guest-file")

OUTSIDE: dict[str, str] = {
    "health": "says that the process is up; asks no database",
    "home": "the landing page, or the way to one's own organizations",
    "start": "any account may make an organization",
    **{
        f"public-{name}": "the library for everybody: the catalogue that ships, nothing of any organization; tests/web/test_library.py"
        for name in ("library", "standard", "judged", "glossary", "accredited", "principles")
    },
    "desk": "one's own organizations only, through clauseway_desk",
    "account_profile": "one's own account",
    "account-profile": "one's own account",
    "questions": "opened by its token alone: one person's questions of one round",
    "question-answer": "as above",
    "supplier-questions": "opened by its token alone: one questionnaire of one supplier",
    "api-readings": "opened by a machine's token alone: values of indicators of its organization; tests/api",
    "invitation": "opened by its token alone; joins only after acceptance",
    **dict.fromkeys(
        GUESTS,
        "a guest's own page: clauseway_grants asks who it is, the policies what was named; tests/web/test_guests.py",
    ),
}
"""Addresses that belong to no organization, with the reason."""

OUTSIDE_MODULES = ("allauth.",)
"""Sign-in, second factors and the like: allauth's own addresses and tests."""

UNBUILT: dict[str, str] = {
    "report": "reports are made by a job and a font folder; tests/web covers them",
    "report-file": "as above",
    "standard-import-preview": "a file given in the session; tests/web/test_exchange.py covers it",
}
"""Addresses whose thing the world does not make, with where they are tested. Another organization is still refused: any identifier will do."""


@dataclass(frozen=True)
class Address:
    """One address: its name, its pattern, and the words it needs."""

    name: str
    route: str
    words: tuple[str, ...]
    pattern: URLPattern

    @property
    def tenant(self) -> bool:
        return "organization" in self.words

    def unknown(self) -> list[str]:
        """Words for which nothing is known yet."""
        given = BY_NAME.get(self.name, {})
        return [word for word in self.words if word not in given and word not in KEYWORDS]

    def path(self, world: World) -> str:
        given = {**KEYWORDS, **BY_NAME.get(self.name, {})}
        if self.name in UNBUILT:
            given = {**{word: (lambda w: w.ids["system"]) for word in self.words}, **given}
        return reverse(self.name, kwargs={word: given[word](world) for word in self.words})


def addresses() -> Iterator[Address]:
    """Every address of the application itself."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns: list[Any], route: str, words: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        known = (*words, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, here, known)
        elif not pattern.callback.__module__.startswith(OUTSIDE_MODULES) and not here.startswith("accounts/social"):
            yield Address(pattern.name or "", here, known, pattern)
