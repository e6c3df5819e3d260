"""What each reason code says to people: one sentence and what stands behind it. The table at the end is the whole list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.web.wording import phrases
from clauseway.web.wording.phrases import day, listed, lowered, plural_of, population_of, raised
from clauseway.web.wording.setting import Because


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that can stand alone, and the detail that names what it is about."""

    sentence: str
    detail: str = ""


def _shown(b: Because) -> Said:
    if b.population:
        detail = _("%(shown)s of %(of)s %(plural)s; population: %(population)s") % {
            "shown": b.refs.get("shown", 0),
            "of": b.refs.get("of", 0),
            "plural": plural_of(b.population, b.refs.get("of", 0)),
            "population": population_of(b.population),
        }
        return Said(b.says, detail)
    said = _("%s, at %s") % (b.says, b.site) if b.site else b.says
    until = _("holds until %s") % day(b.refs["until"]) if b.refs.get("until") else ""
    on = _("since %s") % day(b.refs["on"]) if b.refs.get("on") else ""
    return Said(said, ", ".join(part for part in (on, until) if part))


def _some(b: Because, otherwise: str, *, rhythm: bool = False) -> Said:
    """ "2 of 18 processes have not been audited": for the members of a population that are not shown; `otherwise` for a single expectation."""
    number, every = len(b.subjects), b.refs.get("of", 0)
    if not b.population or not number:
        return Said(f"{b.says}: {otherwise}" if not b.site else _("%s: %s at %s") % (b.says, otherwise, b.site))
    counted = _("%(n)s of %(of)s %(plural)s") % {
        "n": number,
        "of": every,
        "plural": plural_of(b.population, every),
    }
    predicate = phrases.NOT_YET.get(b.expected.kind) if b.expected else None
    if predicate is None:
        said = _("%(says)s: not so for %(counted)s") % {"says": b.says, "counted": counted}
    elif rhythm:
        said = _("%(counted)s %(predicate)s within your rhythm") % {"counted": counted, "predicate": predicate(number)}
    else:
        said = _("%(counted)s %(predicate)s") % {"counted": counted, "predicate": predicate(number)}
    return Said(said, _members(b))


def _members(b: Because, more: str = "") -> str:
    parts = [raised(listed(b.names, 5)), more]
    if b.site:
        parts.append(_("at %s") % b.site)
    parts.append(_("population: %s") % population_of(b.population))
    return "; ".join(part for part in parts if part)


def _lapsed(b: Because) -> Said:
    said = _some(b, _("lapsed"), rhythm=True)
    when = _("lapsed on %s") % day(b.refs["lapsed_on"]) if b.refs.get("lapsed_on") else ""
    if not b.population:
        done = _("last done on %s") % day(b.claim.on) if b.claim else ""
        return Said(said.sentence, raised(", ".join(part for part in (done, when) if part)))
    if len(b.subjects) > 1 and when:
        when = _("the first %s") % when
    return Said(said.sentence, _members(b, when))


def _not_shown(b: Because) -> Said:
    said = _some(b, _("nothing shows it yet"), rhythm=bool(b.expected and b.expected.rhythm))
    if said.detail or not b.expected:
        return said
    return Said(said.sentence, b.expected.close)


def _field_label(b: Because) -> str:
    field = b.word.fields.get(str(b.refs.get("field", ""))) if b.word else None
    return lowered(_(field.label)) if field else str(b.refs.get("field", ""))


def _does_not_count(b: Because) -> Said:
    label = _field_label(b)
    found = b.claim.facets.get(b.refs.get("field", "")) if b.claim else None
    told = f"{label}: {phrases.value_of(found)}" if found is not None else label
    if b.refs.get("field") == "impartial":
        number = len(b.subjects) or 1
        said = ngettext(
            "One audit was not impartial and does not count", "%(n)s audits were not impartial and do not count", number
        ) % {"n": number}
    elif b.population:
        said = _("%(says)s: what is on record for %(n)s of %(of)s %(plural)s does not count") % {
            "says": b.says,
            "n": len(b.subjects),
            "of": b.refs.get("of", 0),
            "plural": plural_of(b.population, b.refs.get("of", 0)),
        }
    else:
        said = _("%s: what is on record does not count") % b.says
    names = listed(b.names, 5)
    return Said(said, raised("; ".join(part for part in (names, told) if part)))


def _not_stated(b: Because) -> Said:
    label = _field_label(b)
    if b.population:
        names = listed(b.names, 5)
        return Said(
            _("The record does not say: %s") % label,
            _("%(names)s; as long as it is silent it cannot count") % {"names": names},
        )
    return Said(
        _("%(says)s: the record does not say “%(label)s”") % {"says": b.says, "label": label},
        _("As long as it is silent it cannot count."),
    )


def _only_draft(b: Because) -> Said:
    if b.population:
        return _some(b, "")
    title = b.claim.title if b.claim else ""
    detail = _("%s is not approved, not dated or still has empty places.") % title if title else ""
    return Said(_("%s: there is only a draft") % b.says, detail)


def _other_standard(b: Because) -> Said:
    name = b.setting.requirement.edition_name
    if b.population:
        said = _some(b, "")
        more = _("done, but not for %s") % name
        return Said(said.sentence, _members(b, more))
    return Said(
        _("%(says)s: done, but not for %(standard)s") % {"says": b.says, "standard": name},
        _("What is on record does not name this standard among those it covered."),
    )


def _site_not_named(b: Because) -> Said:
    said = _("%(says)s: not shown for %(site)s") % {"says": b.says, "site": b.site} if b.site else b.says
    detail = _("What is on record names no site, so it cannot speak for each of them.")
    return Said(said, "; ".join(part for part in (listed(b.names, 5), lowered(detail)) if part) if b.names else detail)


def _partly(b: Because) -> Said:
    quote = f"“{b.claim.rationale}”" if b.claim and b.claim.rationale else ""
    return Said(_("%s: judged as partly shown") % b.says, quote)


def _not_due(b: Because) -> Said:
    if not b.subjects:
        said = _("None of the %(of)s %(plural)s is due yet") % {
            "of": b.refs.get("of", 0),
            "plural": plural_of(b.population, b.refs.get("of", 0)),
        }
        return Said(said, b.says)
    number = len(b.subjects)
    said = ngettext("One is new and not due yet", "%(n)s are new and not due yet", number) % {"n": number}
    return Said(said, _members(b))


def _none_attested(b: Because) -> Said:
    said = _("There are no %s, so nothing has to be shown") % plural_of(b.population)
    who = _("attested by %(name)s on %(on)s") % {"name": b.claim.by, "on": day(b.claim.on)} if b.claim else ""
    quote = f"“{b.claim.rationale}”" if b.claim and b.claim.rationale else ""
    return Said(said, " · ".join(part for part in (raised(who), quote) if part))


def _population_unknown(b: Because) -> Said:
    kind = vocabulary().subjects.get(b.population)
    if kind is not None and kind.never_none:
        then = _("%s: that can only be told for a list, and every organization has some. List them.")
    else:
        then = _(
            "%s: that can only be told for a list. None listed is not none: list them, or attest that there are none."
        )
    return Said(_("Nobody has said yet which %s there are") % plural_of(b.population), then % b.says)


def _population_none_fit(b: Because) -> Said:
    only = phrases.selection(b.terms.only) if b.terms else ""
    return Said(
        _("None of the listed %(plural)s fits: %(only)s") % {"plural": plural_of(b.population), "only": only},
        _("Mark those that do, or attest that there are none."),
    )


def _attestation_voided(b: Because) -> Said:
    when = day(b.claim.on) if b.claim else ""
    return Said(
        _("The attestation that there are no %s is void") % plural_of(b.population),
        _("Attested on %s; there are some now.") % when if when else _("There are some now."),
    )


def _criterion_not_set(b: Because) -> Said:
    rhythm = vocabulary().rhythms.get(str(b.refs.get("rhythm", "")))
    label = lowered(_(rhythm.label)) if rhythm else str(b.refs.get("rhythm", ""))
    detail = (
        _("We suggest %s; it counts once you have set your own.") % phrases.span(rhythm.suggest_days) if rhythm else ""
    )
    return Said(_("You have not set your own rhythm for: %s") % label, detail)


def _contradicted(b: Because) -> Said:
    claim = b.claim
    if b.subjects:
        said = _some(b, "")
        return Said(said.sentence, _members(b, claim.rationale if claim else ""))
    word = vocabulary().words.get(claim.kind if claim else str(b.refs.get("kind", "")))
    label = _(word.label) if word else _("A contrary fact")
    when = _("since %s") % day(claim.on) if claim else ""
    told = claim.rationale if claim else ""
    about = claim.subject_name if claim else ""
    detail = " · ".join(part for part in (about, f"“{told}”" if told else "", when) if part)
    return Said(_("A fact speaks against it: %s") % lowered(label), detail)


def _judged_gap(b: Because) -> Said:
    name = b.claim.by if b.claim and b.claim.by else _("Somebody")
    told = f"“{b.claim.rationale}”" if b.claim and b.claim.rationale else ""
    when = day(b.claim.on) if b.claim else ""
    return Said(_("%s judged it a gap") % name, " · ".join(part for part in (told, when) if part))


def _close_topic(b: Because) -> Said:
    return Said(
        _("Counts through a close topic, not the same one"),
        _("The evidence was filed for something close to this; look whether it really covers it."),
    )


def _recorded_late(b: Because) -> Said:
    number = b.refs.get("count", 1)
    said = ngettext(
        "One record was entered long after the fact", "%(n)s records were entered long after the fact", number
    ) % {"n": number}
    return Said(said, _("Up to %s later; an auditor will ask why.") % phrases.span(b.refs.get("days", 0)))


def _recorded_in_bulk(b: Because) -> Said:
    said = _("%(n)s records of different dates were entered on one day") % {"n": b.refs.get("count", 0)}
    return Said(said, _("All by one person on %s; an auditor will ask for the originals.") % day(b.refs.get("on")))


def _control_not_declared(b: Because) -> Said:
    return Said(
        _("Nobody has decided yet whether this control is necessary"),
        _("Controls are judged once you declare them necessary; the reason goes into the statement of applicability."),
    )


def _exclusion_contradicted(b: Because) -> Said:
    if "claims" in b.refs:
        word = vocabulary().words.get(str(b.refs.get("kind", "")))
        parts = (_(word.label) if word else "", listed(b.names, 3))
        said = _("Declared not applicable, but on record: %s") % ", ".join(part for part in parts if part)
        return Said(said, _("Facts outweigh a declaration. Take it back, or correct the record."))
    number = len(b.subjects)
    said = _("Declared not applicable, but there are %(plural)s: %(names)s") % {
        "plural": plural_of(b.population, number),
        "names": listed(b.names, 3),
    }
    return Said(said, _("Facts outweigh a declaration. Take it back, or correct the list."))


def _exclusion_not_justified(b: Because) -> Said:
    return Said(_("Declared not applicable without a justification"), _("Say why, so that an outsider understands it."))


def _not_applicable(b: Because) -> Said:
    return Said(_("Does not apply here"), _("Decided with a justification; see the decision beside."))


def _nothing_expected(b: Because) -> Said:
    return Said(_("The pack names nothing that would show this"), _("It cannot be judged before the pack does."))


SENTENCES: dict[str, Callable[[Because], Said]] = {
    "shown": _shown,
    "lapsed": _lapsed,
    "does-not-count": _does_not_count,
    "not-stated": _not_stated,
    "only-draft": _only_draft,
    "other-standard": _other_standard,
    "site-not-named": _site_not_named,
    "partly-shown": _partly,
    "not-shown": _not_shown,
    "not-due-yet": _not_due,
    "none-attested": _none_attested,
    "population-unknown": _population_unknown,
    "population-none-fit": _population_none_fit,
    "attestation-voided": _attestation_voided,
    "criterion-not-set": _criterion_not_set,
    "contradicted": _contradicted,
    "judged-gap": _judged_gap,
    "close-topic": _close_topic,
    "recorded-late": _recorded_late,
    "recorded-in-bulk": _recorded_in_bulk,
    "control-not-declared": _control_not_declared,
    "exclusion-contradicted": _exclusion_contradicted,
    "exclusion-not-justified": _exclusion_not_justified,
    "not-applicable": _not_applicable,
    "nothing-expected": _nothing_expected,
}


def say(because: Because) -> Said:
    """The sentence for one reason. KeyError for a code without wording: a test closes the list against the judge's."""
    return SENTENCES[because.code](because)
