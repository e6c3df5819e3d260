"""What `clauseway audit-time` and `clauseway cost` are told about an organization, and how both print figures, sources and refusals."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import click

from clauseway.rules.audit_request import Described
from clauseway.rules.audit_steps import Span
from clauseway.rules.rulebook import AuditTimeError, Source

LEVELS = click.Choice(["low", "medium", "high"])
COMPLEXITIES = click.Choice(["limited", "low", "medium", "high"])

OPTIONS = (
    click.option("--standard", required=True, help="As in `iso-9001-2026`; `iso-9001` and ISO/IEC 27001:2022 do too."),
    click.option("--personnel", required=True, type=int, help="People in scope, all shifts; contractors apart."),
    click.option("--with", "together", multiple=True, metavar="STANDARD", help="Audited together with it; repeat."),
    click.option("--complexity", type=COMPLEXITIES, help="Left out: the range over all of them."),
    click.option("--it-complexity", type=LEVELS, help="ISO/IEC 27006-1: information technology."),
    click.option("--business-complexity", type=LEVELS, help="ISO/IEC 27006-1: business and organization."),
    click.option("--food-category", metavar="LETTER", help="ISO 22003-1: A to K."),
    click.option("--haccp-studies", type=int, default=1, help="ISO 22003-1."),
    click.option("--energy-use", type=str, metavar="TJ", help="ISO 50003: terajoule a year."),
    click.option("--energy-types", type=int, help="ISO 50003: kinds of energy."),
    click.option("--energy-uses", type=int, help="ISO 50003: significant energy uses."),
    click.option("--energy-people", type=int, help="Of the personnel, those who affect energy performance."),
    click.option("--part-time", multiple=True, metavar="HEADS@HOURS", help="Of the personnel, at hours a week."),
    click.option("--same-work", type=int, default=0, help="Of the personnel, doing the same simple work."),
    click.option("--contractors", type=int, default=0, help="Contracted people on top who are there at the audit."),
    click.option("--sites", type=int, default=0, help="Sites besides the central function; 0 or 1: one place."),
    click.option("--different-sites", is_flag=True, help="Their processes differ: no sampling."),
    click.option("--proven", is_flag=True, help="The system has shown itself effective (recertification)."),
    click.option("--integration", metavar="PERCENT", help="Level of integration of several standards."),
    click.option("--ability", metavar="PERCENT", help="The audit team's ability to audit them together."),
    click.option("--reduce", multiple=True, metavar="PERCENT", help="Less time, at most 30 in all; needs --because."),
    click.option("--increase", multiple=True, metavar="PERCENT", help="More time; needs --because."),
    click.option("--because", multiple=True, metavar="TEXT", help="Reasons: those of --reduce, then of --increase."),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def number(text: str | None, option: str) -> Fraction | None:
    """A decimal number as typed; None when the option is not there. Wrong usage for anything else."""
    if text is None:
        return None
    try:
        found = Fraction(text.strip().rstrip("%").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{text!r} is not a number.", param_hint=option) from None
    if abs(found) > 10**9:
        raise click.BadParameter(f"{text!r} is too large.", param_hint=option)
    return found


def described(given: Mapping[str, Any]) -> Described:
    """What the options say. Wrong usage (exit code 2) for what is no number."""
    reduce, increase = (
        [number(text, f"--{name}") or Fraction(0) for text in given[name]] for name in ("reduce", "increase")
    )
    because = [*given["because"], *[""] * (len(reduce) + len(increase) - len(given["because"]))]
    if len(because) > len(reduce) + len(increase):
        raise click.UsageError("There are more reasons (--because) than changes (--reduce, --increase).")
    return Described(
        standards=(given["standard"], *given["together"]),
        heads=given["personnel"],
        part_time=tuple(map(_part_time, given["part_time"])),
        same_work=given["same_work"],
        contractors=given["contractors"],
        energy_people=given["energy_people"],
        complexity=given["complexity"] or "",
        business=given["business_complexity"] or "",
        it=given["it_complexity"] or "",
        category=given["food_category"] or "",
        studies=given["haccp_studies"],
        energy=_energy(given),
        less=tuple(zip(reduce, because, strict=False)),
        more=tuple(zip(increase, because[len(reduce) :], strict=False)),
        sites=given["sites"],
        alike=not given["different_sites"],
        proven=given["proven"],
        integration=number(given["integration"], "--integration"),
        ability=number(given["ability"], "--ability"),
    )


def _part_time(text: str) -> tuple[int, Fraction]:
    heads, _at, hours = text.partition("@")
    if not heads.strip().isdigit():
        raise click.BadParameter(f"{text!r}: write HEADS@HOURS, such as 12@20.", param_hint="--part-time")
    return int(heads), number(hours, "--part-time") or Fraction(0)


def _energy(given: Mapping[str, Any]) -> tuple[Fraction, int, int] | None:
    """All three of an energy system's figures, or none of them."""
    figures = (number(given["energy_use"], "--energy-use"), given["energy_types"], given["energy_uses"])
    stated = [figure for figure in figures if figure is not None]
    if not stated:
        return None
    if len(stated) < 3:
        raise click.UsageError("State --energy-use, --energy-types and --energy-uses together, or --complexity.")
    return figures[0] or Fraction(0), figures[1], figures[2]


REFUSALS = {
    "personnel-none": "Nobody would be there to audit: {given} people. State at least 1.",
    "personnel-too-many": "{given} people are more than any organization has.",
    "reason-missing": "A change of {percent} percent needs its reason: --because TEXT.",
    "reduction-beyond-limit": "{given} percent less is beyond the limit of {limit} percent of the table value.",
    "increase-absurd": "{given} percent more is more than ten times the table value.",
    "percent-negative": "{given} percent: state a positive number.",
    "percent-range": "{given} percent: state 0 to 100.",
    "standard-unknown": "No document for the audit time of {name!r} is known. Guidance cannot be certified.",
    "edition-unknown": "{name} has no such edition; there are {editions}.",
    "standard-ruled-elsewhere": "{name}: {why}",
    "standard-twice": "{name} is named twice.",
    "standard-missing": "Name a standard.",
    "standards-too-many": "At most {most} standards together.",
    "complexity-special": "{name}: a special complexity has no figures; the body decides case by case.",
    "complexity-unknown": "{name} knows the complexities {columns}.",
    "category-unknown": "Food-chain categories are {categories}.",
    "studies-none": "There is at least one HACCP study.",
    "sites-negative": "{given} sites cannot be.",
    "sites-too-many": "{given} sites are more than can be computed; at most {most}.",
    "integration-alone": "Integration and ability are for several standards: add --with STANDARD.",
    "energy-negative": "Energy use cannot be negative.",
    "energy-none": "There is at least one kind of energy and one significant use.",
    "energy-people": "{given} people who affect energy performance: at least 1, at most the personnel.",
    "groups-beyond-heads": "{named} people are described but the personnel is {given}.",
    "group-heads": "{given} people cannot be.",
    "group-hours": "{given} hours a week cannot be.",
    "maturity-unknown": "Maturity is one of {known}.",
    "rate-negative": "A rate cannot be negative.",
    "rate-order": "The day rate is stated as the least, the likely and the most, in that order.",
}


def refused(error: AuditTimeError) -> click.UsageError:
    """The refusal as a sentence; exit code 2."""
    values = {name: plain(value) for name, value in error.values.items()}
    return click.UsageError(REFUSALS.get(error.code, "{code}").format(code=error.code, **values))


def plain(value: Any) -> Any:
    """A figure as JSON has it: a fraction as a decimal to four places, everything else as it is."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 4)
    return value


def span_json(span: Span, places: int = 2) -> dict[str, float]:
    return {name: round(float(getattr(span, name)), places) for name in ("low", "likely", "high")}


def source_json(source: Source) -> dict[str, Any]:
    """`source` in one line, and its parts."""
    return {
        "source": cited(source),
        "document": source.document,
        "issue": source.issue,
        "date": source.date,
        "place": source.place,
        "confidence": source.confidence,
        "checked_against": list(source.checked_against),
        "note": source.note,
    }


def cited(source: Source) -> str:
    return ", ".join(part for part in (source.document, source.place) if part)


def table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns: the first to the left, the others to the right."""
    made = list(rows)
    widths = [max(len(row[place]) for row in made) for place in range(len(made[0]))]
    for row in made:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        click.echo("  ".join(cells).rstrip())
