"""What is wrong with a form, a rule or what was filled in, as a sentence for a person."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from clauseway.rules.forms import Field, Problem


def sentence(problem: Problem, fields: Mapping[str, Field]) -> str:
    """The sentence about a problem; `fields` name what it is about."""
    field = fields.get(problem.field)
    label = field.label if field else problem.field
    detail = problem.detail
    by_rule = fields[detail].label if detail in fields else detail
    return {
        "field-key": _("“%s” is no name for a field, or two fields have it.") % problem.field,
        "field-kind": _("There is no such kind of field: %s.") % detail,
        "options": _("“%s” needs at least two different options.") % label,
        "limits": _("Of “%s” the lower limit is above the upper one.") % label,
        "limits-beyond": _("A limit of “%s” lies beyond what can be entered.") % label,
        "subject": _("Say what “%s” is chosen from.") % label,
        "unknown-field": _("There is no field “%s”.") % detail,
        "unknown-word": _("“%s” cannot be compared in this way.") % label,
        "no-limits": _("“%s” has no limits to be inside or outside of.") % label,
        "needs-nothing": _("Say which field the rule needs."),
        "never-holds": _("This rule never can hold: nothing the form accepts for “%s” fulfils all of it.") % label,
        "too-involved": _("This rule is too involved; make several of it."),
        "missing": _("Fill in “%s”.") % label,
        "needed-by-rule": _("Needed because of “%s”.") % by_rule,
        "not-enterable": _("“%(label)s” lies within %(span)s.") % {"label": label, "span": detail},
        "number": _("Give a number, such as 12.5."),
        "date": _("Give a date, such as 2026-03-14."),
        "yesno": _("“%s” is yes or no.") % label,
        "not-an-option": _("“%s” is none of the options.") % detail,
        "too-long": _("At most %s characters.") % detail,
    }.get(problem.code, problem.code)
