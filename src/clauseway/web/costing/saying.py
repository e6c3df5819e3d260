"""Steps and refusals of cost and time as sentences in the reader's language. The rules give codes; the sentences are here."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.rules.audit_steps import Step
from clauseway.rules.rulebook import AuditTimeError
from clauseway.web.costing.words import days, figure, level, percent
from clauseway.web.jinja import number


def _group(step: Step) -> str:
    return {
        "full-time": _("Full-time people"),
        "part-time": _("Part-time people"),
        "same-work": _("People in the same simple work"),
        "contracted": _("Contracted people"),
        "energy": _("People who affect energy performance"),
    }.get(str(step.given("group")), str(step.given("group")))


def _of(step: Step, name: str) -> str:
    value = step.given(name)
    return figure(Fraction(value)) if isinstance(value, int | Fraction) else str(value)


def _share(step: Step, name: str = "share") -> str:
    value = step.given(name)
    return percent(Fraction(value)) if isinstance(value, int | Fraction) else ""


def _counted(step: Step) -> str:
    low = step.given("low")
    if isinstance(low, int) and low < step.value:
        return _("A body with a documented method of its own may count as few as %s.") % number(low)
    return ""


def _band(step: Step) -> str:
    people = {"people": _of(step, "personnel"), "low": _of(step, "from"), "high": _of(step, "to")}
    text = (
        _("%(people)s people are in the band from %(low)s to %(high)s.") % people
        if step.given("to") != ""
        else _("%(people)s people are in the band from %(low)s.") % people
    )
    column = step.given("column")
    return text + " " + _("Column: %s.") % level(column) if column else text


def _axes(step: Step) -> str:
    return _(
        "Business %(business)s, IT %(it)s: %(least)s to %(most)s percent of the table value, the middle is taken."
    ) % {
        "business": level(step.given("business")),
        "it": level(step.given("it")),
        "least": _of(step, "least"),
        "most": _of(step, "most"),
    }


def _food(step: Step) -> str:
    return _("Category %(category)s %(base)s days, %(studies)s HACCP studies, %(people)s people %(by)s days.") % {
        "category": str(step.given("column")),
        "base": _of(step, "base"),
        "studies": _of(step, "studies"),
        "people": _of(step, "personnel"),
        "by": _of(step, "by_people"),
    }


def _change(step: Step) -> str:
    return _("%(percent)s percent of the table value: %(because)s") % {
        "percent": _of(step, "percent"),
        "because": str(step.given("because")),
    }


def _sum(step: Step) -> str:
    return " + ".join(f"{name} {figure(Fraction(value))}" for name, value in step.inputs)


def _why_all(step: Step) -> str:
    return {
        "sites-differ": _("The sites do different work, so none stands for another."),
        "sites-design-or-make": _("Under %s, sites that design or make may not be sampled.") % step.given("standard"),
        "sites-food-few": _("Food sites are sampled only where there are more than twenty."),
    }[str(step.given("why"))]


def _root(step: Step) -> str:
    text = _("%(factor)s times the square root of %(sites)s sites, rounded up; the central function besides.") % {
        "factor": _of(step, "factor"),
        "sites": _of(step, "sites"),
    }
    own = step.given("own")
    return text + " " + _("%s has conditions of its own, which we do not know.") % own if own else text


Words = Callable[[Step], tuple[str, str]]
WORDS: dict[str, Words] = {
    "people-group": lambda s: (_group(s), _("%s heads count in full.") % _of(s, "heads")),
    "people-hours": lambda s: (
        _group(s),
        _("%(heads)s heads at %(share)s of a full week.") % {"heads": _of(s, "heads"), "share": _share(s)},
    ),
    "people-absent": lambda s: (_group(s), _("They are not there at the audit and do not count.")),
    "people-same-work": lambda s: (_group(s), _("The least a body may count: the square root, if risk allows it.")),
    "people-shifts": lambda s: (
        _group(s),
        _("The least a body may count: one shift, and the square root of the others."),
    ),
    "people-everybody": lambda s: (_("Effective personnel: everybody in scope"), _counted(s)),
    "people-under-control": lambda s: (_("Effective personnel: everybody under your control"), _counted(s)),
    "people-energy": lambda s: (_("Effective personnel: those who affect energy performance"), _counted(s)),
    "complexity-unknown": lambda s: (
        _("The complexity is not known"),
        _("“%s” is expected; the range covers every column.") % level(s.given("usual")),
    ),
    "category-unknown": lambda s: (
        _("The food-chain category is not known"),
        _("Category %s is expected; the range covers all.") % s.given("usual"),
    ),
    "energy-complexity": lambda s: (
        _("Complexity of the energy system"),
        _("From use, kinds and significant uses: %s.") % level(s.given("level")),
    ),
    "one-column": lambda s: (
        _("This table has one column"),
        _("A risk category only argues for more or less time; it changes nothing by itself."),
    ),
    "table": lambda s: (_("The table"), _band(s)),
    "progression": lambda s: (
        _("Above the table, by its progression"),
        _band(s) + " " + _("Further bands grow as the last one did."),
    ),
    "food": lambda s: (_("Base time, studies and people"), _food(s)),
    "axes": lambda s: (_("Business and IT complexity"), _axes(s)),
    "reduction": lambda s: (_("Less time"), _change(s)),
    "increase": lambda s: (_("More time"), _change(s)),
    "line": lambda s: (
        _("The same table read as a line"),
        _("The low end of the range starts here, less the %s that may be taken off.") % _share(s, "limit"),
    ),
    "sum": lambda s: (_("The standards alone, together"), _sum(s)),
    "integration": lambda s: (
        _("Audited together"),
        _("Integration %(integration)s percent, ability of the team %(ability)s percent; at most %(limit)s.")
        % {"integration": _of(s, "integration"), "ability": _of(s, "ability"), "limit": _share(s, "limit")},
    ),
    "integration-unknown": lambda s: (
        _("How integrated is not known"),
        _("No cut is expected; up to %s is possible.") % _share(s, "limit"),
    ),
    "ability-unknown": lambda s: (
        _("The team's ability is not known"),
        _("Every auditor is taken to be qualified for every standard."),
    ),
    "sites-initial": lambda s: (_("Sites visited initially"), _root(s)),
    "sites-surveillance": lambda s: (_("Sites visited in each surveillance"), _root(s)),
    "sites-recertification": lambda s: (_("Sites visited at recertification"), _root(s)),
    "sites-random": lambda s: (
        _("Of them at random, at least"),
        _("The rest by risk, size, changes, complaints and place."),
    ),
    "sites-all": lambda s: (_("Every site is visited"), _why_all(s)),
    "sites-all-surveillance": lambda s: (
        _("Sites in each surveillance year"),
        _("%s of them, rounded up.") % _share(s),
    ),
    "sites-even": lambda s: (
        _("One place"),
        _("Your people are taken to be spread evenly: %s at each place.") % _of(s, "people"),
    ),
    "sites-total": lambda s: (
        _("All visited places"),
        _(
            "%(visited)s places: the central function %(central)s, each site %(each)s days; never less than the same people at one place."
        )
        % {name: _of(s, name) for name in ("visited", "central", "each")},
    ),
    "rounding": lambda s: (
        _("To the nearest half day"),
        _("%(days)s before; never below the limit of reduction, %(floor)s.")
        % {"days": _of(s, "computed"), "floor": _of(s, "floor")},
    ),
    "range": lambda s: (
        _("The range"),
        _("From %(low)s, the deepest cut the limits leave, to %(high)s, what reasons may add.")
        % {"low": _of(s, "low"), "high": _of(s, "high")},
    ),
    "stage1": lambda s: (_("Stage 1 of it"), _("A third, as bodies usually do; no rule fixes it.")),
    "surveillance": lambda s: (_("Each surveillance audit"), _("A third of the initial time a year.")),
    "recertification": lambda s: (_("Recertification"), _("Two thirds of what an initial audit would need then.")),
    "on-site": lambda s: (
        _("With you, at least"),
        _("%s of the time; planning and the report are the rest.") % _share(s),
    ),
}


def said(step: Step) -> tuple[str, str]:
    """A step's name and its sentence."""
    return WORDS[step.rule](step)


def value_of(step: Step) -> str:
    """What came out of a step; the empty text for a remark."""
    if step.unit == "days":
        return days(step.value)
    if step.unit == "people":
        return ngettext("%s person", "%s people", round(step.value)) % figure(step.value)
    if step.unit == "sites":
        return ngettext("%s site", "%s sites", round(step.value)) % figure(step.value)
    if step.unit == "share":
        return _("%s percent less") % figure(step.value * 100) if step.value else _("no cut")
    return {"percent": percent(step.value / 100), "index": figure(step.value)}.get(step.unit, "")


def refusal(error: AuditTimeError) -> str:
    """Why it cannot be computed, in a sentence."""
    v = {
        name: figure(Fraction(value)) if isinstance(value, int | Fraction) else value
        for name, value in error.values.items()
    }
    sentences: dict[str, Callable[[], str]] = {
        "personnel-none": lambda: _("Somebody has to be there to be audited: state at least 1."),
        "personnel-too-many": lambda: _("That is more than any organization has."),
        "reason-missing": lambda: _("More or less time needs its reason: the body has to justify it."),
        "reduction-beyond-limit": lambda: (
            _("%(given)s percent less is beyond the limit of %(limit)s percent of the table value.") % v
        ),
        "increase-absurd": lambda: _("That is more than ten times the table value."),
        "percent-negative": lambda: _("State a positive number."),
        "percent-range": lambda: _("State 0 to 100 percent."),
        "standard-unknown": lambda: _("We know no document for its audit time."),
        "edition-unknown": lambda: _("%(name)s has these editions: %(editions)s.") % v,
        "standard-ruled-elsewhere": lambda: _("%(name)s is ruled by its own scheme.") % v,
        "standard-twice": lambda: _("%(name)s is there twice.") % v,
        "standard-missing": lambda: _("Choose a standard."),
        "standards-too-many": lambda: _("At most %(most)s standards together.") % v,
        "complexity-special": lambda: _("The body decides a special complexity case by case."),
        "complexity-unknown": lambda: _("%(name)s does not have this complexity.") % v,
        "category-unknown": lambda: _("There is no such food-chain category."),
        "studies-none": lambda: _("There is at least one HACCP study."),
        "sites-negative": lambda: _("There cannot be fewer than no sites."),
        "sites-too-many": lambda: _("At most %(most)s sites can be computed.") % v,
        "energy-negative": lambda: _("Energy use cannot be negative."),
        "energy-none": lambda: _("There is at least one kind of energy and one significant use."),
        "energy-people": lambda: _("At least one of your people, at most all of them."),
        "groups-beyond-heads": lambda: _("You describe %(named)s people of %(given)s.") % v,
        "group-hours": lambda: _("State the hours a week of each of them."),
    }
    return sentences.get(error.code, lambda: _("This cannot be computed: look at what you stated."))()
