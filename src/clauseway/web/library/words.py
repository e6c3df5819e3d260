"""Kinds and marks of the library in the reader's language, and for whom each standard with a complete pack is."""

from django.utils.translation import gettext as _

from clauseway.catalogue.library import Family, Listed
from clauseway.web.components import State
from clauseway.web.tables import Sign


def certificate_kind(entry: Family | Listed) -> str:
    """The key of the filter: certifiable, guidance or accreditation."""
    return "certifiable" if isinstance(entry, Family) else entry.kind


def certificate_word(kind: str) -> str:
    return {
        "certifiable": _("can be certified"),
        "guidance": _("guidance"),
        "accreditation": _("for bodies, by accreditation"),
    }.get(kind, kind)


def held_word(held: str) -> str:
    return {"pack": _("complete"), "listed": _("entry")}[held]


def sector_word(sector: str) -> str:
    """The sectors of the list in the reader's language; an unknown one as the list has it."""
    return {
        "information technology": _("information technology"),
        "general management": _("general management"),
        "safety and security": _("safety and security"),
        "environment": _("environment"),
        "environment and energy": _("environment and energy"),
        "services": _("services"),
        "food": _("food"),
        "public services": _("public services"),
        "general": _("every sector"),
        "health and medical": _("health and medical"),
        "energy": _("energy"),
        "manufacturing": _("manufacturing"),
        "auditing": _("auditing"),
        "automotive": _("automotive"),
        "rail": _("rail"),
        "defence": _("defence"),
        "aerospace": _("aerospace"),
        "education": _("education"),
        "occupational health and safety": _("occupational health and safety"),
    }.get(sector, sector)


def name_sign(kind: str) -> Sign:
    """What a name people use is, as a tag."""
    states = {
        "same": (State.SHOWN, _("the same")),
        "short": (State.INFO, _("short")),
        "loosely": (State.SOON, _("loosely")),
        "outdated": (State.NOT_APPLICABLE, _("outdated")),
        "wrong": (State.GAP, _("wrong")),
    }
    state, word = states[kind]
    return Sign(state=state, word=word, tag=True)


def status_word(status: str) -> str:
    return {
        "current": _("current"),
        "superseded": _("replaced"),
        "withdrawn": _("withdrawn"),
        "draft": _("draft"),
    }.get(status, status)


def confidence_note(confidence: str) -> str:
    return {
        "sure": _("sure"),
        "likely": _("likely: checked against public sources"),
        "unsure": _("unsure: compare with your own copy"),
        "guess": _("a guess"),
    }.get(confidence, confidence)


def needed_by(standard: str) -> str:
    """Who needs a standard, and who asks for it; "" for one we say nothing about."""
    return (_asked_most() | _asked_by_trade()).get(standard, "")


def _asked_most() -> dict[str, str]:
    return {
        "iso-9001": _(
            "Anybody who makes or does something for customers, from three people upwards. Buyers, tenders and large customers ask for it "
            "first; it is also the best beginning when you want several standards later."
        ),
        "iso-14001": _(
            "Whoever touches air, water, soil or waste, and suppliers of those who must report on it. Asked for in tenders, by industrial "
            "customers and by authorities that count it in your favour."
        ),
        "iso-27001": _(
            "Whoever keeps other people's data or runs systems for them: software, hosting, services, payroll, health. Business customers ask"
            " for it before they sign; insurers and security laws look at it too."
        ),
        "iso-45001": _(
            "Employers whose people can get hurt or ill by their work: building, making, moving, cleaning, caring. Main contractors and "
            "public clients ask for it."
        ),
        "iso-50001": _(
            "Those for whom energy is a large cost: plants, cold stores, hospitals, data centres. In many countries it replaces the duty of "
            "energy audits or opens tax relief."
        ),
        "iso-22000": _(
            "Everybody in the food chain, from feed to table, packaging and transport included. Large retailers often ask for a scheme built "
            "on it, such as FSSC 22000."
        ),
        "iso-13485": _(
            "Makers of medical devices, those who sterilize, install or service them, and their critical suppliers. Regulators and notified "
            "bodies build on it."
        ),
        "iso-22301": _(
            "Those whose standstill hurts others within hours or days: payment, hosting, energy, logistics, public services. Banks and "
            "authorities ask it of their suppliers."
        ),
    }


def _asked_by_trade() -> dict[str, str]:
    return {
        "iso-20000-1": _(
            "Providers of services with agreed levels, mostly of information technology, inside a group or for customers. Public tenders for "
            "such services name it."
        ),
        "iso-28000": _(
            "Whoever moves, stores or guards what others want to steal or harm: freight, ports, warehouses, valuable goods. Customers and "
            "customs programmes take note of it."
        ),
        "iso-39001": _(
            "Organizations that put many people or vehicles on the road, or build and run roads: haulage, buses, fleets, road authorities."
        ),
        "iso-42001": _(
            "Whoever builds, offers or uses systems of artificial intelligence that decide about people or money. Customers begin to ask; it "
            "helps with, but does not replace, the laws on it."
        ),
        "iso-37001": _(
            "Those who win contracts from public bodies, work through agents or in countries where bribes are asked for. Project owners and "
            "development banks ask for it."
        ),
        "iso-37301": _(
            "Organizations with many legal duties, licences or watchful authorities: banks, energy, health, trade. It shows that keeping the "
            "law is organized."
        ),
        "iso-21001": _(
            "Schools, universities, training companies and departments that teach. Students, employers and ministries look for it where ISO "
            "9001 does not speak their language."
        ),
    }


def certificate_says() -> str:
    """What getting a certificate means."""
    return _(
        "A certification body audits in two stages, issues a certificate for three years, looks again every year and renews it. Choose one "
        "that is accredited for this standard and your trade. You may also apply the standard without a certificate."
    )
