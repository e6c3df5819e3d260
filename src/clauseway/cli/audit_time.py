"""`clauseway audit-time`: how many days the audits of a certificate take, by the documents, step by step. Needs no database."""

import json
from typing import Any

import click

from clauseway.catalogue.audit_time import rulebook
from clauseway.cli.audit_options import described, options, plain, refused, source_json, span_json, table
from clauseway.rules.audit_request import Described, described_time
from clauseway.rules.audit_steps import Span, Step
from clauseway.rules.audit_time import AuditTime
from clauseway.rules.rulebook import AuditTimeError, slug_of

RULES = {
    "people-group": "People of a group",
    "people-hours": "Part-time people by their hours",
    "people-absent": "People who are not there at the audit",
    "people-same-work": "The same simple work: the least a body may count",
    "people-shifts": "Shifts that repeat each other: the least a body may count",
    "people-everybody": "Effective personnel: everybody in scope",
    "people-under-control": "Effective personnel: everybody under the organization's control",
    "people-energy": "Effective personnel: those who affect energy performance",
    "complexity-unknown": "Complexity not stated: the usual one is expected, all are possible",
    "category-unknown": "Food-chain category not stated: the usual one is expected, all are possible",
    "energy-complexity": "Complexity of the energy system",
    "one-column": "The table has one column: a risk category only argues for changes",
    "table": "The table, by the band",
    "progression": "Above the table, by its progression",
    "food": "Base time, further HACCP studies and people",
    "axes": "Business and IT complexity",
    "reduction": "Less time",
    "increase": "More time",
    "line": "The same table read as a line, for the low end of the range",
    "sum": "The standards alone, summed",
    "integration": "Audited together",
    "integration-unknown": "Level of integration not stated: no cut expected, the limit possible",
    "ability-unknown": "The team's ability not stated: qualified for all",
    "sites-initial": "Sites visited initially",
    "sites-surveillance": "Sites visited in surveillance",
    "sites-recertification": "Sites visited at recertification",
    "sites-random": "Of them at random, at least",
    "sites-all": "No sampling: all sites",
    "sites-all-surveillance": "No sampling: sites in each surveillance year",
    "sites-even": "People spread evenly: days at one place alone",
    "sites-total": "All visited places; never less than the same people at one place",
    "rounding": "To the nearest half day, never below the limit of reduction",
    "range": "What a body may quote: the deepest cut the limits allow to what reasons may add",
    "stage1": "Stage 1 of it, as bodies usually do",
    "surveillance": "Each surveillance audit",
    "recertification": "Recertification",
    "on-site": "With the client at least",
}


@click.command()
@options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool, **given: Any) -> None:
    """Days of stage 1 + 2, surveillance and recertification, with every step and its source.

    The certification body decides; the range is what the documents let you expect.
    """
    asked = described(given)
    try:
        found = described_time(rulebook(), asked)
    except AuditTimeError as error:
        raise refused(error) from None
    if as_json:
        click.echo(json.dumps(as_values(asked, found), indent=1))
        return
    _print(asked, found)


def as_values(asked: Described, found: AuditTime) -> dict[str, Any]:
    """The answer as JSON."""
    sample = found.sample
    return {
        "standard": slug_of(asked.standards[0]),
        "standards": [slug_of(name) for name in asked.standards],
        "personnel": asked.heads,
        "initial_days": plain(found.initial.likely),
        "stage1_days": plain(found.stage1),
        "stage2_days": plain(found.stage2),
        "surveillance_days": plain(found.surveillance.likely),
        "recertification_days": plain(found.recertification.likely),
        "on_site_days": plain(found.on_site),
        "range": {
            "initial_days": span_json(found.initial),
            "surveillance_days": span_json(found.surveillance),
            "recertification_days": span_json(found.recertification),
        },
        "alone": {name: span_json(span) for name, span in found.alone},
        "sites": None
        if sample is None
        else {
            "in_scope": sample.sites,
            "sampled": sample.sampled,
            "initial": sample.initial,
            "surveillance": sample.surveillance,
            "recertification": sample.recertification,
            "at_random": sample.at_random,
        },
        "confidence": found.confidence,
        "assumed": found.assumed,
        "steps": [step_json(step) for step in found.steps],
    }


def step_json(step: Step) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "says": RULES.get(step.rule, step.rule),
        "standard": step.standard,
        "inputs": {name: plain(value) for name, value in step.inputs},
        "value": plain(step.value) if step.unit else None,
        "unit": step.unit,
        "assumed": step.assumed,
        **source_json(step.source),
    }


def _print(asked: Described, found: AuditTime) -> None:
    rulings = ", ".join(rulebook().ruling(name).name for name in asked.standards)
    click.echo(f"{rulings}, {asked.heads} people\n")
    table(
        [
            ("", "days", "range"),
            ("stage 1 + stage 2", _days(found.initial), _range(found.initial)),
            ("  stage 1, as is usual", f"{float(found.stage1):g}", ""),
            ("  stage 2", f"{float(found.stage2):g}", ""),
            ("each surveillance", _days(found.surveillance), _range(found.surveillance)),
            ("recertification", _days(found.recertification), _range(found.recertification)),
        ]
    )
    click.echo("\nThe certification body decides. How we come to it:\n")
    for place, step in enumerate(found.steps, 1):
        row = step_json(step)
        inputs = ", ".join(f"{name} {value}" for name, value in row["inputs"].items() if value != "")
        about = f" ({step.standard})" if step.standard else ""
        assumed = "; assumed" if step.assumed else ""
        figure = f": {row['value']} {step.unit}" if step.unit else ""
        click.echo(f"{place:>3}. {row['says']}{about}{figure}")
        click.echo(f"     {inputs + '; ' if inputs else ''}{row['source']} [{row['confidence']}{assumed}]")


def _days(span: Span) -> str:
    return f"{float(span.likely):g}"


def _range(span: Span) -> str:
    return f"{float(span.low):g} to {float(span.high):g}"
