"""The library of standards: found under every name, one page for each, the words of the field, from inside and from outside."""

import re

import pytest
from django.test import Client

from clauseway.catalogue.library import library
from clauseway.web.library import views
from clauseway.web.library.linking import linked
from clauseway.web.library.related import related

from .office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office("iso-9001-2026")


def read(office: Office, path: str = "", status: int = 200) -> str:
    answer = office.client.get(f"{office.home}/standards/{path}")
    office.back()
    assert answer.status_code == status
    return str(answer.content.decode())


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestEveryStandard:
    def test_all_are_there_over_two_pages_with_what_is_applied(self, office: Office) -> None:
        first = read(office)
        assert f"All <span>{len(library().standards)}</span>" in first
        assert "applied: 2026" in first
        second = read(office, "?page=2")
        shown = set(re.findall(r"/standards/([a-z0-9-]+)/\"", first + second))
        assert {entry.slug for entry in library().standards} <= shown

    @pytest.mark.parametrize(
        ("asked", "meant", "right"),
        [
            ("OHSAS 18001", "ISO 45001", "is withdrawn; ISO 45001:2018 took its place"),
            ("SOC 2", "ISO/IEC 27001", "report of accountants"),
            ("ISO 22301:2012 societal security", "ISO 22301", "was replaced by ISO 22301:2019"),
            (
                "ISO/IEC 20000-1 enhancement to ISO/IEC 27001 for privacy management",
                "ISO/IEC 27701",
                "The privacy standard is ISO/IEC 27701",
            ),
            ("iso 9000 certified", "ISO 9000", "Nobody is certified to ISO 9000"),
        ],
    )
    def test_a_wrong_or_outdated_name_is_put_right(self, office: Office, asked: str, meant: str, right: str) -> None:
        best = re.search(
            r'<section class="card best.*?</section>', read(office, f"?q={asked.replace(' ', '+')}"), re.DOTALL
        )
        assert best is not None
        assert meant in plain(best.group())
        assert right in plain(best.group())

    def test_filters_narrow_and_sorting_orders(self, office: Office) -> None:
        food = plain(read(office, "?sector=food&held=pack"))
        assert "ISO 22000" in food
        assert "ISO 13485" not in food
        assert "ISO 31000" not in plain(read(office, "?certificate=certifiable&q=risk"))
        down = read(office, "?sort=-title&held=pack")
        assert down.index("Service management systems") < down.index("Anti-bribery management systems")

    def test_an_unknown_name_teaches_and_a_word_leads_to_the_glossary(self, office: Office) -> None:
        assert "No standard is known under this name" in read(office, "?q=xyzzy")
        assert "/standards/glossary/#certification-body" in read(office, "?q=registrar")

    def test_what_is_typed_is_text(self, office: Office) -> None:
        assert "<script>x" not in read(office, "?q=%3Cscript%3Ex")
        assert read(office, "?q=%00&page=99999&sort=nonsense&sector=none&view=nowhere")


class TestOneStandard:
    def test_a_newcomer_reads_what_it_is_asks_and_costs(self, office: Office) -> None:
        text = plain(read(office, "iso-14001/"))
        for said in (
            "Who needs it",
            "What it asks beyond the shared topics",
            "6.1.2 Environmental aspects",
            "6.1.3 Compliance obligations",
            "Can we be certified?",
            "ISO 14001:2015",
            "30 April 2029",
            "31 October 2027",
            "Every name people use",
            "BS 7750",
            "Related standards",
            "Likely: Pages of two certification bodies",
            "It follows from how many people work in the scope",
        ):
            assert said in text

    def test_the_buttons_lead_on(self, office: Office) -> None:
        html = read(office, "iso-14001/")
        assert f"{office.base}/compare/adding/iso-14001-2026/" in html
        assert f"{office.base}/compare/?with=iso-14001-2026%2Ciso-9001-2026" in html
        assert f"{office.base}/setup/standards/" in html
        assert f"{office.home}/standards/export/iso-14001-2026/own/" in html
        assert f"{office.home}/cost/?standards=iso-14001" in html
        mine = read(office, "iso-9001/")
        assert f"{office.base}/requirements/iso-9001-2026/" in mine
        assert "/compare/adding/" not in mine

    def test_the_search_keeps_what_holds_the_words(self, office: Office) -> None:
        found = read(office, "iso-22000/?q=traceability")
        assert "c-8.3" in found
        assert 'id="c-5.2"' not in found
        assert "Nothing here holds" in read(office, "iso-22000/?q=xyzzy")

    def test_every_edition_and_entry_has_a_page(self, office: Office) -> None:
        for family in library().full:
            for slug in (family.slug, *family.editions):
                assert family.ref in read(office, f"{slug}/")
        for entry in library().listed:
            assert entry.ref in read(office, f"{entry.slug}/")
        read(office, "iso-31000000/", 404)

    def test_guidance_says_what_to_do_instead(self, office: Office) -> None:
        text = plain(read(office, "iso-31000/"))
        assert "one cannot be certified to it" in text
        assert "How sure this entry is" in text

    def test_an_old_edition_warns_and_an_ended_one_offers_no_certificate(self, office: Office) -> None:
        assert "has replaced this edition" in read(office, "iso-9001-2015/")
        old = plain(read(office, "iso-27001-2013/"))
        assert "No certificate is issued to this edition any more" in old
        assert "Apply it in" not in old

    def test_a_pack_that_is_not_loaded_yet_says_so(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(views, "_shipped", lambda family: [])
        text = plain(read(office, "iso-39001/"))
        assert "it is not loaded yet" in text
        assert "Can we be certified?" in text


class TestWords:
    def test_every_term_has_a_place_of_its_own(self, office: Office) -> None:
        html = read(office, "glossary/")
        for term in library().terms:
            assert f'id="{term.slug}"' in html
        for slug in re.findall(r'/standards/glossary/#([a-z0-9-]+)"', html):
            assert library().term(slug) is not None

    def test_a_word_is_found_under_its_synonym_and_marked(self, office: Office) -> None:
        text = plain(read(office, "glossary/?q=supervisory+audit"))
        assert "Surveillance audit found as “supervisory audit”" in text
        assert "No word like this" in read(office, "glossary/?q=xyzzy")

    def test_words_in_a_text_are_linked_once_and_escaped(self) -> None:
        made = str(linked("A certification body & another certification body <b>", lambda slug: f"/g#{slug}"))
        assert made.count('href="/g#certification-body"') == 1
        assert "&amp;" in made
        assert "&lt;b&gt;" in made
        assert "href" not in str(linked("A certification body", str, own="certification-body"))

    def test_who_certifies_whom(self, office: Office) -> None:
        text = plain(read(office, "accredited/"))
        assert "certify nobody and accredit nobody" in text
        assert "Often said, and wrong" in text

    def test_the_principles_name_the_requirements_of_an_edition(self, office: Office) -> None:
        text = read(office, "principles/")
        assert text.count('class="card principle"') == 7
        assert "/standards/iso-9001-2026/#c-4.1" in text
        assert "/standards/iso-45001-2018/#c-" in read(office, "principles/?edition=iso-45001-2018")
        assert "/standards/iso-9001-2026/#c-4.1" in read(office, "principles/?edition=nonsense")


class TestOutside:
    @pytest.mark.parametrize(
        "path", ["", "?q=27001", "iso-9001/", "iso-31000/", "glossary/", "accredited/", "principles/"]
    )
    def test_anybody_may_read_the_library(self, path: str) -> None:
        answer = Client().get(f"/standards/{path}")
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "/o/" not in html
        assert "Sign up" in html

    def test_an_organization_asks_for_a_sign_in_and_own_standards_stay_inside(self, office: Office) -> None:
        assert Client().get(f"{office.home}/standards/").status_code == 302
        assert Client().get("/standards/own-customer/").status_code == 404
        assert Client().get("/standards/iso-900100/").status_code == 404

    def test_what_is_own_leads_to_its_own_page(self, office: Office) -> None:
        answer = office.client.get(f"{office.home}/standards/own-customer/")
        assert answer.headers["Location"] == f"{office.home}/standards/own/own-customer/"


def test_the_palette_finds_standards_and_words(office: Office) -> None:
    found = office.get("/palette?q=OHSAS").content.decode()
    assert f"{office.home}/standards/iso-45001/" in found
    assert "#certification-body" in office.get("/palette?q=registrar").content.decode()


def test_relatives_name_each_other() -> None:
    found = library()
    iso, guide = found.standard("iso-27001"), found.standard("iso-27701")
    assert iso is not None
    assert guide is not None
    assert guide in related(iso)
    assert iso in related(guide)


def test_the_pages_ask_few_statements(office: Office) -> None:
    for path, most in {"": 6, "iso-9001/": 11, "glossary/": 6, "accredited/": 6, "principles/": 7}.items():
        office.client.get(f"{office.home}/standards/{path}")
        assert office.statements(f"{office.home}/standards/{path}") <= most


class TestHowItIsJudged:
    def test_says_from_what_and_of_whom(self, office: Office) -> None:
        said = plain(read(office, "iso-9001-2026/judged/"))
        assert "from facts and documents alone" in said
        assert "the register and everybody we bought from" in said
        assert "Against it: " in said

    def test_one_way_can_be_chosen(self, office: Office) -> None:
        said = read(office, "iso-9001-2026/judged/?by=person")
        assert "only a named person&#39;s judgement will do" in said
        assert "Every supplier you buy from has been evaluated" not in said

    def test_an_unknown_way_shows_everything(self, office: Office) -> None:
        assert "Every supplier you buy from has been evaluated" in read(office, "iso-9001-2026/judged/?by=guess")

    def test_a_standard_leads_there_and_back(self, office: Office) -> None:
        assert "/standards/iso-9001-2026/judged/" in read(office, "iso-9001-2026/")
        assert f'href="{office.home}/standards/iso-9001-2026/"' in read(office, "iso-9001-2026/judged/")

    def test_what_has_no_pack_is_not_judged_here(self, office: Office) -> None:
        read(office, "iatf-16949/judged/", status=404)

    def test_everybody_may_read_it(self, office: Office) -> None:
        said = plain(Client().get("/standards/iso-9001-2026/judged/").content.decode())
        assert "How it is judged" in said
