"""The library: every standard is found under every name people use and told what is right; the files are checked whole; the glossary answers under synonyms."""

import shutil
from pathlib import Path

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.library import Family, Library, Listed, read_library, slug_of
from clauseway.catalogue.naming import key
from clauseway.catalogue.packs import PRINCIPLES, PackRefused

NAMED = {
    "ISO 9001": [],
    "ISO 14001": [],
    "ISO/IEC 27001": [],
    "ISO 50001": [],
    "ISO 22000": [],
    "ISO 13485": [],
    "ISO 22301": ["ISO 22301:2012 societal security"],
    "ISO/IEC 20000-1": [],
    "ISO 28000": [],
    "ISO 39001": ["ISO 29001:2012 Road traffic safety (wrong number)"],
    "ISO 45001": ["ISO/DIS 45001", "OHSAS 18001 (withdrawn)"],
    "ISO/IEC 42001": [],
    "ISO 37001": [],
    "ISO 37301": ["ISO 19600:2014 (withdrawn, guidance; replaced by ISO 37301:2021)"],
    "ISO 21001": ["ISO 20001 Educational organizations (wrong number)"],
    "ISO 9000": [],
    "ISO 9004": [],
    "ISO 10002": [],
    "ISO 10004": ["ISO 10004:2012"],
    "ISO 10006": ["ISO 10006:2017"],
    "IATF 16949": ["ISO/TS 16949:2009 (withdrawn; replaced by IATF 16949:2016)"],
    "ISO/TS 54001": ["ISO 17582:2014 (ISO/TS 17582, replaced by ISO/TS 54001)"],
    "ISO 18091": [],
    "ISO 19443": ["ISO 19443:2018"],
    "ISO 22163": ["ISO/TS 22163:2017 (replaced by ISO 22163:2023)"],
    "ISO 29001": ["ISO/TS 29001"],
    "ISO/IEC/IEEE 90003": ["ISO/IEC 90003:2014"],
    "AQAP 2110": [],
    "AS 9100": [],
    "ISO 14298": ["ISO 14298:2013"],
    "ISO 15378": ["ISO 15378:2017"],
    "ISO 16000-40": [],
    "ISO 34101-1": ["ISO 34101-1:2019"],
    "ISO 14002-1": [],
    "ISO 14004": ["ISO 14004:2016"],
    "ISO 14005": ["ISO 14005:2010"],
    "ISO 14006": ["ISO 14006:2011"],
    "ISO 14009": [],
    "ISO 50004": ["ISO 50004:2014"],
    "ISO 21101": ["ISO 21101:2014"],
    "ISO 21401": ["ISO 21404:2018 (wrong number)"],
    "ISO 46001": ["ISO 24526 Water efficiency"],
    "ISO 20121": ["ISO 20121:2012"],
    "ISO 26000": [],
    "ISO 30301": ["ISO 30301:2011"],
    "ISO 30401": ["ISO 30401 Human resource (it is knowledge management)"],
    "ISO 31000": [],
    "ISO 37002": [],
    "ISO 37101": ["ISO 37101:2016"],
    "ISO 41001": [],
    "ISO 44001": ["ISO 44001:2017"],
    "ISO 44002": [],
    "ISO 55001": ["ISO 55001:2014 (now 2024)"],
    "ISO 55002": ["ISO 55002:2014"],
    "ISO 56001": [],
    "ISO 56002": [],
    "ISO 53800": [],
    "ISO 22004": ["ISO 22004:2014"],
    "FSSC 22000": [],
    "ISO 10377": ["ISO 10377:2013"],
    "ISO 10393": ["ISO 10393:2013"],
    "ISO 18788": ["ISO 18788:2015"],
    "ISO 24518": ["ISO 24518:2015"],
    "ISO 28007-1": ["ISO 28007-1:2015"],
    "ISO/IEC 80079-34": ["ISO/IEC 80079-34:2011"],
    "ISO 35001": ["ISO/NP 35001 (published 2019)"],
    "ISO/TS 34700": ["ISO/TS 34700:2016"],
    "VCA": [],
    "ISO/IEC 20000-2": [],
    "ISO/IEC 27000": [],
    "ISO/IEC 27002": [],
    "ISO/IEC 27003": ["ISO/IEC 27003:2017"],
    "ISO/IEC 27005": [],
    "ISO/IEC 27010": ["ISO/IEC 27010:2015"],
    "ISO/IEC 27013": ["ISO/IEC 27013:2015"],
    "ISO/IEC TR 27015": [],
    "ISO/IEC 27017": [],
    "ISO/IEC 27018": [],
    "ISO/IEC 27031": [],
    "ISO/IEC 27032": [],
    "ISO/IEC 27701": ["ISO/IEC 20000-1 enhancement to ISO/IEC 27001 for privacy management"],
    "ISO/IEC 19770-1": ["ISO/IEC DIS 19770-1"],
    "ISO 19011": [],
    "ISO/IEC 17021-1": [],
}
"""Every reference of our list of standards, with the names guides give it: 15 with packs, 69 listed. Names mostly outdated or wrong."""


@pytest.fixture(scope="module")
def books() -> Library:
    return read_library(folder())


def test_everything_on_our_list_of_standards_is_here_once(books: Library) -> None:
    assert [entry.ref for entry in (*books.full, *books.listed)] == list(NAMED)
    assert (len(books.full), len(books.listed)) == (15, 69)
    slugs = [entry.slug for entry in (*books.full, *books.listed)]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("ref", NAMED)
def test_a_standard_is_found_first_under_its_reference_however_it_is_typed(books: Library, ref: str) -> None:
    squeezed = ref.replace("ISO/IEC", "iso").replace("ISO/TS", "iso").replace(" ", "").lower()
    for typed in (ref, ref.lower(), squeezed, f"  {ref}  ", f"{ref} certificate"):
        assert books.find(typed)[0].entry.ref == ref, typed


@pytest.mark.parametrize(("ref", "name"), [(ref, name) for ref, names in NAMED.items() for name in names])
def test_a_standard_is_found_first_under_the_names_guides_give_it_and_told_what_is_right(
    books: Library, ref: str, name: str
) -> None:
    best = books.find(name)[0]
    assert best.entry.ref == ref
    if best.kind in ("outdated", "wrong", "loosely"):
        assert best.say


@pytest.mark.parametrize(
    ("typed", "ref", "kind", "edition"),
    [
        ("27001", "ISO/IEC 27001", "ref", "iso-27001-2022"),
        ("iso27001", "ISO/IEC 27001", "same", "iso-27001-2022"),
        ("ISO/IEC 27001:2013", "ISO/IEC 27001", "outdated", "iso-27001-2013"),
        ("iso 27001-2022", "ISO/IEC 27001", "same", "iso-27001-2022"),
        ("OHSAS 18001", "ISO 45001", "outdated", "iso-45001-2018"),
        ("ISO 9001:2015", "ISO 9001", "same", "iso-9001-2015"),
        ("iso-9001-2026", "ISO 9001", "same", "iso-9001-2026"),
        ("20000", "ISO/IEC 20000-1", "short", "iso-20000-1-2018"),
        ("SOC 2", "ISO/IEC 27001", "wrong", "iso-27001-2022"),
        ("29001", "ISO 29001", "ref", ""),
        ("fssc22000", "FSSC 22000", "ref", ""),
        ("ISO 31000 certification for my company", "ISO 31000", "wrong", ""),
        ("16949", "IATF 16949", "ref", ""),
    ],
)
def test_what_people_type_is_understood(books: Library, typed: str, ref: str, kind: str, edition: str) -> None:
    best = books.find(typed)[0]
    assert (best.entry.ref, best.kind, best.edition) == (ref, kind, edition)


def test_a_wrong_name_also_leads_from_its_number_to_what_was_meant(books: Library) -> None:
    found = {match.entry.ref: match.say for match in books.find("29001")}
    assert "ISO 39001" in found["ISO 39001"]


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("privacy", "ISO/IEC 27701"),
        ("road safety", "ISO 39001"),
        ("whistleb", "ISO 37002"),
        ("knowledge", "ISO 30401"),
        ("HACCP", "ISO 22000"),
        ("EMAS", "ISO 14001"),
    ],
)
def test_a_subject_leads_to_its_standard(books: Library, typed: str, ref: str) -> None:
    assert books.find(typed)[0].entry.ref == ref


@pytest.mark.parametrize("typed", ["", "   ", "()", "zzz nothing of the kind", "ISO 99999", ":", "<b>27001"])
def test_nothing_is_made_up(books: Library, typed: str) -> None:
    assert [match.entry.ref for match in books.find(typed) if match.score > 90] == (
        ["ISO/IEC 27001"] if "27001" in typed else []
    )


def test_an_edition_we_do_not_keep_is_said(books: Library) -> None:
    unknown, known = books.find("ISO 9001:2011")[0], books.find("ISO 20121:2018")[0]
    assert unknown.edition == ""
    assert "2011" in unknown.say
    assert "2026" in unknown.say
    assert "2024" in known.say


def test_the_two_wrong_names_of_guides_are_put_right(books: Library) -> None:
    privacy = books.find("ISO/IEC 20000-1 enhancement to ISO/IEC 27001 for privacy management")[0]
    assert (privacy.entry.ref, privacy.kind) == ("ISO/IEC 27701", "wrong")
    assert "ISO/IEC 27701" in privacy.say
    continuity = books.find("ISO 22301:2012 societal security")[0]
    assert (continuity.entry.ref, continuity.kind) == ("ISO 22301", "outdated")
    assert "2019" in continuity.say


def test_who_cannot_be_certified_is_told_what_to_do_instead(books: Library) -> None:
    guidance = [entry for entry in books.listed if not entry.certifiable]
    assert {"ISO 26000", "ISO 31000", "ISO/IEC 27002", "ISO 19011"} <= {entry.ref for entry in guidance}
    assert all(entry.instead for entry in guidance)
    assert {entry.ref for entry in books.listed if entry.kind == "accreditation"} == {"ISO/IEC 17021-1"}
    assert {entry.ref for entry in books.listed if entry.status == "withdrawn"} == {"ISO/IEC TR 27015"}


def test_slugs_are_made_as_those_of_packs(books: Library) -> None:
    assert [slug_of(entry.ref) for entry in books.full] == [entry.slug for entry in books.full]
    assert slug_of("ISO/IEC/IEEE 90003") == "iso-90003"
    assert isinstance(books.standard("iso-31000"), Listed)
    assert isinstance(books.standard("iso-9001"), Family)
    assert books.standard("iso-1") is None


def test_a_year_is_a_year_only_behind_a_number() -> None:
    assert (key("ISO 9001:2015").numbers, key("ISO 9001:2015").year) == (("9001",), "2015")
    assert (key("ISO 2013").numbers, key("ISO 2013").year) == (("2013",), "")
    assert key("ISO/IEC 20000-1:2018").numbers == ("20000-1",)


@pytest.mark.parametrize(
    ("typed", "slug", "kind"),
    [
        ("registrar", "certification-body", "same"),
        ("supervisory audit", "surveillance-audit", "same"),
        ("board review", "management-review", "loosely"),
        ("desk audit", "desk-audit", "term"),
        ("Framework", "framework", "term"),
        ("accredited", "accredited", "term"),
        ("SoA", "statement-of-applicability", "same"),
        ("OFI", "opportunity-for-improvement", "same"),
        ("CASCO", "casco", "term"),
        ("IAF", "iaf", "term"),
        ("man-day", "audit-day", "same"),
        ("non-conformance", "nonconformity", "same"),
    ],
)
def test_a_term_is_found_under_its_name_and_its_synonyms(books: Library, typed: str, slug: str, kind: str) -> None:
    best = books.find_terms(typed)[0]
    assert (best.term.slug, best.kind) == (slug, kind)


def test_a_word_that_is_something_else_is_said_to_be(books: Library) -> None:
    found = {match.term.slug: match for match in books.find_terms("desk audit")}
    assert found["stage-1"].kind == "loosely"
    assert found["stage-1"].say
    assert found["remote-audit"].kind == "wrong"


def test_the_glossary_says_who_accredits_whom(books: Library) -> None:
    assert len(books.terms) >= 80
    accreditation, casco, iso = (books.term(slug) for slug in ("accreditation", "casco", "iso"))
    assert accreditation
    assert casco
    assert iso
    assert "certification bodies certify organizations" in " ".join(accreditation.explain.split())
    assert "accredits" in casco.explain
    assert "nobody" in iso.explain
    assert books.find_terms("") == ()
    assert accreditation in books.mentions("casco")


def test_the_seven_principles_say_what_serves_them(books: Library) -> None:
    assert {principle.slug for principle in books.principles} == PRINCIPLES
    assert all(len(principle.serves) >= 3 for principle in books.principles)
    assert books.principle("leadership") is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "reason"),
    [
        ("listed.yaml", "Facility management systems", "Facility <b>management</b>", "ISO 41001", "HTML"),
        ("listed.yaml", 'name: "PIMS"', 'name: "<script>"', "ISO/IEC 27701", "HTML"),
        ("listed.yaml", '- ref: "ISO 9004"', '- ref: "ISO 9000"', "ISO 9000", "given twice"),
        ("listed.yaml", "kind: accreditation", "kind: magic", "ISO/IEC 17021-1", "kind is one of"),
        ("listed.yaml", 'edition: "2019"', "edition: 2019", "ISO 35001", "put numbers and years in quotes"),
        ("listed.yaml", "status: withdrawn", "state: withdrawn", "ISO/IEC TR 27015", "unknown entry"),
        ("glossary.yaml", "see: [casco, accreditation, certification-body]", "see: [nobody]", "iso", "no other term"),
        ("glossary.yaml", "- slug: customer-focus", "- slug: customers", "principles", "the principles are"),
    ],
)
def test_a_fault_refuses_the_file_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, place: str, reason: str
) -> None:
    for name in ("listed.yaml", "glossary.yaml"):
        shutil.copy(folder() / name, tmp_path / name)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackRefused) as refused:
        read_library(tmp_path)
    assert any((fault.file, fault.place) == (file, place) and reason in fault.message for fault in refused.value.faults)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PackRefused):
        read_library(tmp_path)
