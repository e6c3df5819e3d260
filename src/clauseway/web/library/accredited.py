"""What "accredited" means: accreditation bodies accredit, certification bodies certify, ISO and CASCO do neither."""

from clauseway.catalogue.library import library
from clauseway.web.library.glossary import card
from clauseway.web.library.page import AccreditedPage, NameRow
from clauseway.web.library.seat import Seat, ways
from clauseway.web.library.standard import items
from clauseway.web.library.words import name_sign

TERMS = (
    "accreditation-body",
    "certification-body",
    "accredited-certificate",
    "certified",
    "accredited",
    "iso",
    "casco",
    "global-aci",
    "certsearch",
)
WRONG = ("accredited", "certified", "iso", "certification-body", "accreditation-body", "accredited-certificate")
STANDARDS = ("iso-17011", "iso-17021-1", "iso-17065", "iso-17025", "iso-19011")


def accredited_page(seat: Seat) -> AccreditedPage:
    known = library()
    wrong = {
        name.name: NameRow(name=name.name, sign=name_sign(name.kind), say=name.say)
        for slug in WRONG
        if (term := known.term(slug))
        for name in term.synonyms
        if name.kind == "wrong" and len(name.name) > 3
    }
    return AccreditedPage(
        ways=ways(seat, "accredited/"),
        wrong=tuple(wrong.values()),
        terms=tuple(card(seat, term) for slug in TERMS if (term := known.term(slug))),
        listed=items(seat, (one for slug in STANDARDS if (one := known.standard(slug)))),
    )
