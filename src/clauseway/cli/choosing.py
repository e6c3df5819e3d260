"""`clauseway choose`: from a file of answers to the standards that fit, with reasons. Needs no database."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from clauseway.catalogue.choosing import FILE, Understood, read_choosing, understand
from clauseway.catalogue.content import folder
from clauseway.catalogue.library import Library, read_library
from clauseway.catalogue.packs import Check, read_yaml
from clauseway.catalogue.vocabulary import Vocabulary
from clauseway.rules import choosing as rule

REASONS = {
    rule.HELD: "you hold the certificate",
    rule.DATED: "it must be there within a year",
    rule.LAW: "a law, an authority or a licence points to it",
    rule.CUSTOMERS: "customers ask for it",
    rule.TENDERS: "tenders asked for it",
    rule.COMPETITORS: "competitors show it",
}
NEEDED = {
    rule.ASKED: "Yes: a certificate is asked for.",
    rule.USEFUL: "Nobody asks for a certificate; a system would help.",
    rule.KEPT: "Keep what you hold; nothing more is asked.",
    rule.NO: "You need no certificate, as far as you said.",
    rule.UNKNOWN: "It cannot be told yet whether you need a certificate.",
}
HOW = {
    rule.CERTIFY: "go for the certificate",
    rule.ASK: "build the system; ask whether a certificate is meant",
    rule.COMPLY: "comply first; certify when somebody asks",
}
TOGETHER = {
    rule.SINGLE: "One standard, one system.",
    rule.EXTEND: "Build it into the system that is there.",
    rule.TOGETHER: "One integrated system and one joint audit.",
    rule.STAGES: "One integrated system, the certificates one after another in this order.",
}


@click.command()
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ANSWERS.yaml")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(answers: Path, as_json: bool) -> None:
    """Which standard, if any, in what order and why.

    ANSWERS.yaml is a mapping: question to answer or list of answers; `none` means that nothing applies, a question that is left out counts as nothing.
    Standards may be named as people name them.
    """
    known = read_library(folder())
    book = read_choosing(folder() / FILE, known).book
    given, understood = _answers(book, known, _stated(answers))
    found = rule.choose(book, given)
    if as_json:
        click.echo(json.dumps(_values(found, understood), indent=1, ensure_ascii=False))
        return
    _print(found, known, understood)


def _stated(path: Path) -> dict[str, list[str]]:
    """The file as lists of texts. UsageError for anything else."""
    check = Check(Vocabulary({}, {}, {}))
    stated = read_yaml(path, check)
    if check.faults:
        raise click.UsageError("; ".join(str(fault) for fault in check.faults))
    if not isinstance(stated, dict):
        raise click.UsageError("The file is a mapping: question to answer or list of answers.")
    made = {}
    for question, answer in stated.items():
        values = [] if answer is None else answer if isinstance(answer, list) else [answer]
        if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in values):
            raise click.UsageError(f"{question}: an answer is a text or a list of texts.")
        made[str(question)] = [str(one) for one in values]
    return made


def _answers(book: rule.Book, known: Library, stated: dict[str, list[str]]) -> tuple[dict[str, list[str]], Understood]:
    """Checked answers, and how names were understood. UsageError for a question or an option that is not there."""
    keys = [question.key for question in book.questions]
    for key in stated:
        if key not in keys:
            raise click.UsageError(f"There is no question {key!r}; there is {', '.join(keys)}.")
    made: dict[str, list[str]] = {}
    typed: list[str] = []
    for question in book.questions:
        values = stated.get(question.key, [])
        if question.kind == rule.STANDARDS:
            names = [one for one in values if one != rule.NONE]
            typed += names
            none = [rule.NONE] if rule.NONE in values else []
            made[question.key] = [*understand(names, known).slugs, *none]
            continue
        options = [*(option.key for option in question.options), rule.NONE]
        wrong = [one for one in values if one not in options]
        if wrong:
            raise click.UsageError(f"{question.key}: {wrong[0]!r} is none of {', '.join(options)}.")
        if question.kind == rule.ONE and len(values) > 1:
            raise click.UsageError(f"{question.key}: one answer only.")
        made[question.key] = values
    return made, understand(typed, known)


def _values(found: rule.Chosen, understood: Understood) -> dict[str, Any]:
    return {
        "needed": found.needed,
        "together": found.together,
        "confidence": found.confidence,
        "first": [_one(one) for one in found.first],
        "later": [_one(one) for one in found.later],
        "kept": [_one(one) for one in found.kept],
        "not_now": [_one(one) for one in found.not_now],
        "not_certifiable": [
            {"standard": one.standard, "closest": one.closest or None, "reasons": _reasons(one.reasons)}
            for one in found.refused
        ],
        "unanswered": [
            {"question": one.question, "open": one.say, "could": list(one.could)} for one in found.unanswered
        ],
        "names": [{"name": name, "right": say} for name, say in understood.remarks],
        "unknown_names": list(understood.unknown),
    }


def _one(one: rule.Recommendation) -> dict[str, Any]:
    return {
        "standard": one.standard,
        "level": one.level or "none",
        "how": one.how,
        "within_a_year": one.soon,
        "confidence": one.confidence,
        "own_audit_rules": one.apart,
        "reasons": _reasons(one.reasons),
        "against": _reasons(one.against),
    }


def _reasons(reasons: Sequence[rule.Reason]) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "question": one.question or None,
            "strength": one.strength,
            "confidence": one.confidence,
            "of": one.of or None,
            "say": _said(one),
        }
        for one in reasons
    ]


def _said(one: rule.Reason) -> str:
    if one.say:
        return one.say
    if one.code == "instead":
        return f"somebody asks for {one.of}, which cannot be certified; this comes closest"
    return REASONS[one.code]


def _print(found: rule.Chosen, known: Library, understood: Understood) -> None:
    click.echo(NEEDED[found.needed])
    if found.together in TOGETHER:
        click.echo(TOGETHER[found.together])
    for title, group in (("Go for", found.first), ("Held", found.kept), ("Worth a thought", found.later)):
        _group(title, group, known)
    if found.refused:
        click.echo("\nNobody can be certified to:")
    for one in found.refused:
        near = f"; closest: {_name(known, one.closest)}" if one.closest else ""
        click.echo(f"  {_name(known, one.standard)}{near}")
    for name, say in understood.remarks:
        click.echo(f"\n“{name}”: {say}")
    for name in understood.unknown:
        click.echo(f"\n“{name}”: no standard of this name is known, or several; it counted for nothing.")
    if found.unanswered:
        click.echo("\nNot answered, so not told:")
    for open_ in found.unanswered:
        click.echo(f"  {open_.question}: {open_.say}")
    click.echo(f"\nConfidence: {found.confidence}.")


def _group(title: str, group: Sequence[rule.Recommendation], known: Library) -> None:
    if group:
        click.echo(f"\n{title}:")
    for number, one in enumerate(group, 1):
        go = f": {HOW[one.how]}" if one.level in (rule.DEMANDED, rule.ADVISED) else ""
        click.echo(f"  {number}. {_name(known, one.standard)}{go} ({one.confidence})")
        for reason in one.reasons:
            click.echo(f"     + {_said(reason)}")
        for reason in one.against:
            click.echo(f"     - {_said(reason)}")


def _name(known: Library, slug: str) -> str:
    found = known.standard(slug)
    return f"{found.ref} {found.title}" if found else slug
