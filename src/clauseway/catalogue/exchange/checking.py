"""From a draft to a pack: checked whole, every fault with its place, or refused. What comes from outside may hold anything at all."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clauseway.catalogue.exchange.model import (
    CODE_LENGTH,
    LISTS,
    OWN,
    REF_LENGTH,
    SLUG_LENGTH,
    TITLE_LENGTH,
    Draft,
    reference,
    with_judgements,
)
from clauseway.catalogue.packs import (
    PRINCIPLES,
    SLUG,
    TERMS,
    Check,
    Pack,
    PackRefused,
    Trunk,
    check_expectations,
    check_unless,
    parent_in,
)
from clauseway.catalogue.vocabulary import Vocabulary

LINKED = {
    "from": SLUG_LENGTH,
    "from_ref": REF_LENGTH,
    "to": SLUG_LENGTH,
    "to_ref": REF_LENGTH,
    "relation": 16,
    "strength": 8,
    "provenance": 200,
    "confidence": 8,
}
"""What of a correspondence is kept, and how many characters of it."""
MAX_REQUIREMENTS = 20_000
MAX_TEXT = 60_000
MAX_DEPTH = 30
STATUSES = ("current", "superseded", "withdrawn", "draft")
TAGS = re.compile(
    r"<\s*/?\s*(?:!|\?|(?:a|abbr|audio|b|base|body|br|button|canvas|code|details|dialog|div|em|embed|font|form|frame|h[1-6]|head|hr|html|i|iframe|img"
    r"|input|li|link|marquee|math|meta|object|ol|option|p|pre|script|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td"
    r"|template|textarea|th|thead|title|tr|u|ul|video)\b)",
    re.IGNORECASE,
)
_SIZES = {
    "edition": SLUG_LENGTH - len(OWN),
    "standard": 60,
    "code": CODE_LENGTH,
    "year": 8,
    "title": TITLE_LENGTH,
    "discipline": 60,
}


def checked(draft: Draft, trunk: Trunk, vocabulary: Vocabulary) -> Pack:
    """The pack of an organization that a draft makes. Raises PackRefused with every fault found; nothing is taken in part.

    Its slug begins with `own-`; a requirement without expectations gets the one that a person judges.
    """
    check = Check(vocabulary)
    file = draft.file
    identity = _identity(draft, check)
    if not draft.requirements:
        check.fault(file, "file", "holds no requirement.")
    if len(draft.requirements) > MAX_REQUIREMENTS:
        check.fault(file, "file", f"holds more than {MAX_REQUIREMENTS} requirements.")
    _check_shapes(draft, check)
    if check.faults:
        raise PackRefused(check.faults)
    full = with_judgements(draft)
    for entry in full.requirements:
        _check_requirement(file, entry, trunk, check)
    _check_tree(file, full.requirements, check)
    if not check.faults:
        _check_expectations(file, full, check)
    _check_correspondences(file, full, check)
    if check.faults:
        raise PackRefused(_first(check.faults))
    return canonical(
        Pack(identity["edition"], identity, full.requirements, full.expectations, full.correspondences, "")
    )


def canonical(pack: Pack) -> Pack:
    """The pack with every entry written the one way, and the digest of that: what a row of the database gives back is the same."""
    requirements = tuple(_entry(entry) for entry in pack.requirements)
    place = {str(entry["ref"]): number for number, entry in enumerate(requirements)}
    expectations = sorted(
        ({"for": str(entry["for"]), "code": str(entry["code"]), **terms(entry)} for entry in pack.expectations),
        key=lambda entry: place.get(entry["for"], 0),
    )
    correspondences = tuple(
        {name: str(entry.get(name) or "")[:most] for name, most in LINKED.items() if entry.get(name)}
        for entry in pack.correspondences
    )
    identity = {name: _stored(value) for name, value in pack.identity.items() if value not in (None, "", [], {})}
    identity["year"] = str(identity.get("year", ""))
    made = Pack(pack.slug, identity, requirements, tuple(expectations), correspondences, "")
    return dataclasses.replace(made, digest=digest_of(made))


def terms(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What of an expectation is kept."""
    return {name: _stored(entry[name]) for name in TERMS if entry.get(name) not in (None, "", {}, [])}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A requirement with its keys in the order of the format, the optional ones only where they say something."""
    made: dict[str, Any] = {
        "ref": str(entry["ref"]),
        "title": " ".join(str(entry["title"]).split()),
        "title_by": str(entry.get("title_by") or "standard"),
        "parent": parent_in(entry),
        "kind": entry["kind"],
        "exclusion": entry["exclusion"],
        "explain": str(entry.get("explain") or "").strip(),
        **{name: [str(text) for text in entry.get(name) or ()] for name in LISTS},
        "stage1": bool(entry.get("stage1")),
    }
    links = [
        {
            key: str(link.get(key) or "")[:300]
            for key in ("topic", "strength", "provenance", "confidence")
            if link.get(key)
        }
        for link in entry.get("topics") or ()
    ]
    more = {str(key): _stored(value) for key, value in entry.items() if key not in made and key != "topics"}
    more["topics"] = links
    return made | {key: value for key, value in sorted(more.items()) if value not in (None, "", [], {})}


def digest_of(pack: Pack) -> str:
    """The digest of a pack's content, whatever file it came in."""
    content = [pack.identity, pack.requirements, pack.expectations, pack.correspondences]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _first(faults: list[Any], most: int = 200) -> list[Any]:
    """As many faults as anybody reads."""
    return faults[:most]


def _identity(draft: Draft, check: Check) -> dict[str, Any]:
    found = {str(name): _stored(value) for name, value in draft.identity.items() if value not in (None, "", [], {})}
    for name, most in _SIZES.items():
        value = found.get(name)
        if value is None:
            check.fault(draft.file, name, "is needed.")
        elif not isinstance(value, str | int):
            check.fault(draft.file, name, "is one short text.")
        else:
            found[name] = " ".join(str(value).split())
            room = most + len(OWN) if name == "edition" and found[name].startswith(OWN) else most
            if len(found[name]) > room:
                check.fault(draft.file, name, f"is longer than {room} characters.")
            _no_tags(draft.file, name, found[name], check)
    slug = str(found.get("edition", ""))
    if slug and not SLUG.match(slug):
        check.fault(draft.file, "edition", f"{slug[:60]!r} is not a slug: small letters, digits and hyphens.")
    found["edition"] = slug if slug.startswith(OWN) else OWN + slug
    if found.get("status", "current") not in STATUSES:
        check.fault(draft.file, "status", f"is one of {', '.join(STATUSES)}.")
    found.setdefault("status", "current")
    _no_tags(draft.file, "summary", found.get("summary"), check)
    return found


def _stored(value: Any) -> Any:
    """A value as JSON keeps it: dates as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _stored(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_stored(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _check_shapes(draft: Draft, check: Check) -> None:
    """Lists of mappings, so that what follows may ask them."""
    for name in ("requirements", "expectations", "correspondences"):
        for number, entry in enumerate(getattr(draft, name), 1):
            if not isinstance(entry, Mapping):
                check.fault(draft.file, f"{name} {number}", "is not an entry with names and values.")


def _check_requirement(file: str, entry: Mapping[str, Any], trunk: Trunk, check: Check) -> None:
    given = entry.get("ref")
    ref = str(given if given is not None else "")
    if not isinstance(given, str):
        check.fault(
            file, ref or "entry", 'the reference is a number; put it in quotes ("5.10" and 5.1 are not the same).'
        )
    elif not given.strip() or reference(given) != given or len(given) > REF_LENGTH:
        check.fault(
            file, ref[:60] or "entry", f"a reference has 1 to {REF_LENGTH} letters, digits or . ( ) [ ] : + - _."
        )
    title = entry.get("title")
    if not isinstance(title, str) or not title.strip():
        check.fault(file, ref, "needs a title.")
    elif len(title) > TITLE_LENGTH:
        check.fault(file, ref, f"its title is longer than {TITLE_LENGTH} characters.")
    _no_tags(file, ref, title, check, "its title")
    for name, allowed in (
        ("kind", ("heading", "requirement", "control")),
        ("exclusion", ("never", "justified", "control")),
    ):
        if entry.get(name) not in allowed:
            check.fault(file, ref, f"{name} is one of {', '.join(allowed)}.")
    _check_texts(file, ref, entry, check)
    for topic in entry.get("topics") or ():
        if not isinstance(topic, Mapping) or topic.get("topic") not in trunk.slugs:
            named = topic.get("topic") if isinstance(topic, Mapping) else topic
            check.fault(file, ref, f"unknown topic {str(named)[:60]!r}.")
        elif topic.get("strength") not in ("same", "close", "partial"):
            check.fault(file, ref, "a topic's strength is same, close or partial.")
    check_unless(file, ref, entry.get("excluded_but"), check)


def _check_texts(file: str, ref: str, entry: Mapping[str, Any], check: Check) -> None:
    explain = entry.get("explain") or ""
    if not isinstance(explain, str) or len(explain) > MAX_TEXT:
        check.fault(file, ref, f"explain is one text of at most {MAX_TEXT} characters.")
    _no_tags(file, ref, explain, check, "explain")
    for name in LISTS:
        values = entry.get(name) or ()
        if not isinstance(values, list | tuple) or not all(
            isinstance(text, str) and len(text) <= MAX_TEXT for text in values
        ):
            check.fault(file, ref, f"{name} is a list of texts.")
            continue
        for text in values:
            _no_tags(file, ref, text, check, name)
    for principle in entry.get("principles") or ():
        if isinstance(principle, str) and principle not in PRINCIPLES:
            check.fault(file, ref, f"unknown principle {principle[:60]!r}.")


def _no_tags(file: str, place: str, text: Any, check: Check, what: str = "") -> None:
    if isinstance(text, str) and (found := TAGS.search(text)):
        shown = text[found.start() : found.start() + 24].replace("\n", " ")
        check.fault(file, place, f"{what + ' ' if what else ''}holds HTML ({shown}…); packs are plain text.")


def _check_tree(file: str, entries: tuple[Mapping[str, Any], ...], check: Check) -> None:
    """Every reference once, every parent there, nobody below itself, and not too deep."""
    parents: dict[str, str] = {}
    for entry in entries:
        ref, parent = str(entry.get("ref")), parent_in(entry)
        if ref in parents:
            check.fault(file, ref, "this reference is given twice; each requirement needs one of its own.")
        parents[ref] = parent
    for ref, parent in parents.items():
        if parent and parent not in parents:
            check.fault(file, ref, f"its parent {parent[:60]} is missing.")
    sound: dict[str, int] = {"": 0}
    for ref in parents:
        path, passed = [ref], {ref}
        while path[-1] not in sound:
            above = parents.get(path[-1], "")
            if above in passed:
                check.fault(file, ref, f"stands below itself ({' → '.join(path[:6])}).")
                break
            path.append(above)
            passed.add(above)
        depth = sound.get(path[-1], 0)
        for one in reversed(path[:-1] if path[-1] in sound else path):
            depth += 1
            sound.setdefault(one, depth)
        if depth > MAX_DEPTH:
            check.fault(file, ref, f"nested deeper than {MAX_DEPTH} levels.")


def _check_expectations(file: str, draft: Draft, check: Check) -> None:
    refs = {str(entry.get("ref")) for entry in draft.requirements}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in draft.expectations:
        ref = str(entry.get("for"))
        if ref not in refs:
            check.fault(file, ref[:60], "an expectation names a requirement that the pack does not have.")
        for name in ("says", "close"):
            _no_tags(file, ref[:60], entry.get(name), check, name)
        if fault := _odd(entry):
            check.fault(file, f"{ref[:60]}/{str(entry.get('code'))[:60]}", fault)
            continue
        groups.setdefault(ref, []).append(entry)
    for ref, group in groups.items():
        check_expectations(file, ref, group, check)


def _odd(entry: Mapping[str, Any]) -> str:
    """What makes an expectation unfit to be asked further; "" when nothing does."""
    for name in ("where", "only"):
        if not isinstance(entry.get(name) or {}, Mapping):
            return f"{name} names facets and their values."
    for name in ("kind", "per", "rhythm", "code", "says", "close"):
        if not isinstance(entry.get(name) or "", str):
            return f"{name} is a text."
    if entry.get("need", "all") != "all":
        try:
            value = float(entry["need"])
        except (TypeError, ValueError, OverflowError):
            value = 0
        if not 0 < value <= 1_000_000:
            return "need is all, a number or a share such as 0.8."
    if not str(entry.get("suggest_days") or 0).isdigit() or len(str(entry.get("suggest_days") or 0)) > 5:
        return "suggest_days is a number of days."
    for name, allowed in (("by", ("source", "person")), ("absent", ("unknown", "gap")), ("grace", ("none", "rhythm"))):
        if entry.get(name, allowed[0]) not in allowed:
            return f"{name} is one of {', '.join(allowed)}."
    return ""


def _check_correspondences(file: str, draft: Draft, check: Check) -> None:
    for number, entry in enumerate(draft.correspondences, 1):
        place = f"correspondence {number}"
        if len(str(entry.get("from_ref") or "")) > REF_LENGTH or len(str(entry.get("to_ref") or "")) > REF_LENGTH:
            check.fault(file, place, f"a reference is longer than {REF_LENGTH} characters.")
        if len(str(entry.get("from") or "")) > SLUG_LENGTH or len(str(entry.get("to") or "")) > SLUG_LENGTH:
            check.fault(file, place, "an edition's slug is too long.")
        if entry.get("strength", "") not in ("", "same", "close", "partial"):
            check.fault(file, place, "its strength is same, close or partial.")
        for name in ("relation", "provenance", "confidence"):
            _no_tags(file, place, entry.get(name), check, name)
