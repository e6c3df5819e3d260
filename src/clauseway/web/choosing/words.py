"""What the rules of choosing found, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.library import library
from clauseway.rules import choosing as rule
from clauseway.web.components import State


def name(slug: str) -> str:
    """The reference of a standard ("ISO/IEC 27001"); the slug itself when the library has none."""
    found = library().standard(slug)
    return found.ref if found else slug


def title(slug: str) -> str:
    found = library().standard(slug)
    return found.title if found else ""


def names(slugs: tuple[str, ...]) -> str:
    return ", ".join(name(slug) for slug in slugs)


def confidence(code: str) -> str:
    return {rule.SURE: _("sure"), rule.LIKELY: _("likely"), rule.UNSURE: _("not sure")}[code]


def level(code: str) -> str:
    return {
        rule.KEEP: _("held already"),
        rule.DEMANDED: _("asked for"),
        rule.ADVISED: _("recommended"),
        rule.CONSIDER: _("worth a thought"),
        "": _("not now"),
    }[code]


def state(code: str) -> State:
    return {rule.KEEP: State.SHOWN, rule.DEMANDED: State.GAP, rule.ADVISED: State.SOON}.get(code, State.INFO)


def how(code: str) -> str:
    return {
        rule.CERTIFY: _("Go for the certificate"),
        rule.ASK: _("Build the system; ask whether a certificate is meant"),
        rule.COMPLY: _("Comply first; certify when somebody asks"),
    }[code]


def reason(found: rule.Reason) -> str:
    """Why, as a sentence."""
    if found.say:
        return found.say
    return {
        rule.HELD: _("You hold the certificate."),
        rule.DATED: _("It must be there within a year: you named a date."),
        rule.LAW: _("A law, an authority or a licence points to it."),
        rule.CUSTOMERS: _("Customers ask you for it."),
        rule.TENDERS: _("Tenders asked for it."),
        rule.COMPETITORS: _("Competitors show it; buyers are used to seeing it."),
        "instead": _("Somebody asks for %s, which cannot be certified; this is the certificate that comes closest.")
        % name(found.of),
    }[found.code]


def weight(found: rule.Reason) -> str:
    """What kind of reason it is."""
    if found.code in (rule.DATED, rule.LAW, rule.CUSTOMERS, rule.TENDERS):
        return _("named by somebody outside")
    if found.code == rule.HELD:
        return ""
    if found.strength == rule.AGAINST:
        return confidence(found.confidence)
    strong = found.strength == rule.STRONG
    kind = _("a strong reason") if strong else _("a hint")
    return _("%(kind)s, %(sure)s") % {"kind": kind, "sure": confidence(found.confidence)}


def headline(found: rule.Chosen) -> str:
    """Whether a certificate is needed, in one sentence."""
    asked = sum(1 for one in found.first if one.level == rule.DEMANDED)
    return {
        rule.ASKED: ngettext("Yes: %s certificate is asked for", "Yes: %s certificates are asked for", asked) % asked,
        rule.USEFUL: _("Nobody asks for a certificate; a system would help"),
        rule.KEPT: _("Keep what you hold; nothing more is asked"),
        rule.NO: _("You need no certificate, as far as you said"),
        rule.UNKNOWN: _("It cannot be told yet whether you need a certificate"),
    }[found.needed]


def lead(found: rule.Chosen) -> str:
    return {
        rule.ASKED: _("What a customer, a tender or the law names comes first; everything else waits behind it."),
        rule.USEFUL: _("Begin with the system and declare it yourselves. Certify when somebody asks for it."),
        rule.KEPT: _("What you hold carries you. Ask again when customers or your work change."),
        rule.NO: _(
            "Nobody asks and nothing in your work speaks for one. The money is better spent on the work; a standard is still good reading."
        ),
        rule.UNKNOWN: _(
            "The questions about customers, tenders and the law weigh more than all others: ask, then answer."
        ),
    }[found.needed]


def together(code: str) -> str:
    """How several go together."""
    return {
        rule.NOTHING: "",
        rule.SINGLE: _("One standard, one system: leave room in it, the next standard shares most of the frame."),
        rule.EXTEND: _("Build it into the system you have: context, goals, audits and review are there already."),
        rule.TOGETHER: _(
            "One integrated system and one joint audit: what the standards share is built and audited once. A system for each would repeat it."
        ),
        rule.STAGES: _(
            "One integrated system, the certificates one after another in this order: build what they share with the first, add what each asks beyond."
        ),
    }[code]


def sure(found: rule.Chosen) -> str:
    """How much the answers carry."""
    number = len(found.unanswered)
    if not number:
        return _("Every question is answered.")
    return (
        ngettext(
            "%s question is open: it counts as nothing and makes this less sure.",
            "%s questions are open: they count as nothing and make this less sure.",
            number,
        )
        % number
    )


def help_word(code: str) -> str:
    return {"alone": _("Alone"), "consultant": _("With a consultant"), "tool": _("With a tool")}[code]


def goal(code: str) -> str:
    return {rule.COMPLY: _("Comply and declare"), rule.CERTIFY: _("Certify")}[code]
