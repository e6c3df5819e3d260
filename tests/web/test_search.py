"""One search over everything one may see: texts with the words marked, records, filled forms, requirements by reference with what serves them, and things."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.documents.room import POLICY
from tests.web.office import CONTROL
from tests.web.test_forms import Desk

import clauseway
from clauseway.actions.operations import create_action
from clauseway.documents.models import Document, FormEntry, Passage, Suggestion
from clauseway.evidence.operations import Fact, file_record
from clauseway.kernel.context import enter
from clauseway.organization.models import SearchEntry, User
from clauseway.organization.operations import add_person, create_organization, give_role
from clauseway.processes.operations import add_process
from clauseway.processes.operations.controls import add_control
from clauseway.resources.operations.suppliers import add_supplier
from clauseway.systems.operations import create_system
from clauseway.web.documents.marking import emphasized, excerpt
from clauseway.web.search.kinds import KINDS

pytestmark = pytest.mark.django_db
POLICY_9001 = POLICY.replace("Access control policy", "Torque policy").replace(
    "## Access rights\n\n",
    "## Wrenches\n\nEvery torque wrench is calibrated before a bolt is tightened.\n\n## Access rights\n\n",
)


class Find(Desk):
    """A desk with a bit of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.base.removesuffix("/forms/")

    def look(self, query: str = "", status: int = 200, client: Client | None = None) -> str:
        answer = (client or self.client).get(f"{self.home}/search/{query}")
        enter(self.context)
        assert answer.status_code == status
        return str(answer.content.decode())

    def groups(self, query: str, client: Client | None = None) -> dict[str, int]:
        """By kind how many were found."""
        page = self.look(query, client=client)
        found = re.findall(r'id="hits-([a-z]+)">[^<]*<small class="hits__count">([\d,]+)<', page)
        return {kind: int(total.replace(",", "")) for kind, total in found}

    def titles(self, query: str) -> list[str]:
        shown = re.findall(r'class="hit__title"><a [^>]*>(.*?)</a>', self.look(query))
        return [re.sub(r"<[^>]+>", "", title) for title in shown]


@pytest.fixture
def find() -> Find:
    return Find()


class TestTexts:
    def test_a_document_is_found_by_its_text_with_the_words_marked(self, find: Find) -> None:
        find.take_in(("torque.md", POLICY_9001.encode()))
        page = find.look("?q=torque+tightened")
        assert "<mark>Torque</mark> policy" in page
        assert "<mark>torque</mark> wrench is calibrated before a bolt is <mark>tightened</mark>" in page

    def test_the_passage_with_most_of_the_words_is_shown(self, find: Find) -> None:
        text = "# Guide\n\n## One\n\nThe wrench hangs at the wall.\n\n## Two\n\nEach wrench is proven with a dead weight.\n"
        find.take_in(("guide.md", text.encode()))
        assert "proven with a" in find.look("?q=wrench+weight")

    def test_every_word_must_occur(self, find: Find) -> None:
        find.take_in(("torque.md", POLICY_9001.encode()))
        assert find.groups("?q=torque+walrus") == {}
        assert "Nothing found for “torque walrus”." in find.look("?q=torque+walrus")

    def test_by_state_and_by_day(self, find: Find) -> None:
        find.take_in(("torque.md", POLICY_9001.encode()))
        assert find.groups("?q=torque&kind=document&state=now") == {"document": 1}
        assert find.groups("?q=torque&kind=document&state=over") == {}
        assert find.groups("?q=torque&since=2026-02-03&until=2026-02-03")["document"] == 1
        assert "document" not in find.groups("?q=torque&since=2026-02-04")

    def test_a_record_is_found_by_statement_and_word(self, find: Find) -> None:
        fact = Fact("context.reviewed", find.context.today, statement="The board sat in Zutphen", system=find.system.id)
        file_record(find.context, fact)
        assert "The board sat in <mark>Zutphen</mark>" in find.look("?q=zutphen")
        assert find.groups("?q=zutphen&kind=record&state=now") == {"record": 1}
        assert find.groups("?q=zutphen&kind=record&state=against") == {}
        tomorrow = find.context.today + timedelta(days=1)
        assert find.groups(f"?q=zutphen&since={tomorrow}") == {}

    def test_a_record_names_its_subject_and_its_person_of_today(self, find: Find) -> None:
        """A person by the name they have, not by the reference the ledger holds."""
        process, person = add_process(find.context, name="Enamelling"), add_person(find.context, name="Ada Ash")
        day, system = find.context.today, find.system.id
        audited = Fact(
            "audit.performed",
            day,
            system=system,
            subject_ref=str(process.id),
            statement="Quokka",
        )
        trained = Fact(
            "competence.shown",
            day,
            system=system,
            subject_ref=str(person.id),
            statement="Quokka",
        )
        for fact in (audited, trained):
            file_record(find.context, fact)
        page = find.look("?q=quokka")
        assert "Enamelling" in page
        assert "Ada Ash" in page

    def test_a_filled_form_is_found_by_what_was_filled_in(self, find: Find) -> None:
        form = find.made()
        assert find.post(f"{form.id}/fill/", find.typed(machine="Lathe Qx9")).status_code == 302
        assert find.groups("?q=qx9") == {"filled": 1}
        assert "<mark>Qx9</mark>" in find.look("?q=qx9")

    def test_markup_in_what_was_stored_and_asked_stays_text(self, find: Find) -> None:
        add_supplier(find.context, name="Evil <script>alert(1)</script> works")
        page = find.look("?q=%3Cscript%3Ealert")
        assert "<script>alert" not in page
        assert "works" in find.look("?q=evil")


class TestRequirements:
    @pytest.mark.parametrize("asked", ["9001 8.4", "8.4", "ISO 9001:2026 8.4", "8.4 of 9001"])
    def test_by_reference_with_those_below(self, find: Find, asked: str) -> None:
        titles = find.titles(f"?q={asked.replace(' ', '+')}&kind=requirement")
        assert [title.split()[0] for title in titles] == ["8.4.1", "8.4.2", "8.4.3"]

    def test_another_standards_reference_is_not_there(self, find: Find) -> None:
        assert find.groups("?q=27001+A.5.9") == {}

    def test_with_what_serves_them(self, find: Find) -> None:
        find.take_in(("torque.md", POLICY_9001.encode()))
        requirement = find.editions[0].by_ref["8.4.1"]
        create_action(find.context, system_id=find.system.id, title="Rate the foundry", closes=[requirement.id])
        add_control(find.context, name="Two offers each", requirements=[requirement.id])
        enter(find.context)
        page = find.look("?q=9001+8.4.1")
        assert "Served by" in page
        assert "Rate the foundry" in page
        assert "Two offers each" in page

    def test_documents_that_describe_it_come_with_it(self, find: Find) -> None:
        find.take_in(("torque.md", POLICY_9001.encode()))
        document = Document.objects.get()
        requirement = find.editions[0].by_ref["7.1.5.2"]
        Suggestion.objects.create(
            organization_id=find.context.organization,
            passage=Passage.objects.filter(document=document).first(),
            document=document,
            system=find.system,
            requirement_id=requirement.id,
            score=9,
            strength="strong",
            state="accepted",
        )
        assert find.groups("?q=9001+7.1.5") == {"requirement": 2, "document": 1}
        page = find.look("?q=9001+7.1.5")
        assert "describes 7.1.5.2" in page
        assert page.count("Torque policy") == 2

    def test_by_words_and_by_verdict(self, find: Find) -> None:
        assert "requirement" in find.groups("?q=calibration+traceability") or "requirement" in find.groups(
            "?q=traceability"
        )
        every = find.groups("?q=audit&kind=requirement")["requirement"]
        by_answer = [
            find.groups(f"?q=audit&kind=requirement&state={one}").get("requirement", 0)
            for one in ("gap", "unknown", "conforming", "not-applicable")
        ]
        assert sum(by_answer) == every


class TestThings:
    def test_each_kind_in_its_own_group_with_a_way_to_all(self, find: Find) -> None:
        for place in range(7):
            add_supplier(find.context, name=f"Foundry {place}")
        create_action(find.context, system_id=find.system.id, title="Visit the foundry")
        enter(find.context)
        assert find.groups("?q=foundry") == {"supplier": 7, "action": 1}
        assert len(find.titles("?q=foundry")) == 6
        assert "kind=supplier" in find.look("?q=foundry")
        assert len(find.titles("?q=foundry&kind=supplier")) == 7

    def test_pages_of_fifty(self, find: Find) -> None:
        fresh = [
            SearchEntry(
                organization_id=find.context.organization,
                kind="party",
                reference=str(n),
                title=f"Neighbour {n:03}",
                path="stocktake/parties",
                fold=f"neighbour {n:03}",
            )
            for n in range(120)
        ]
        SearchEntry.objects.bulk_create(fresh)
        assert len(find.titles("?q=neighbour&kind=party")) == 50
        assert find.titles("?q=neighbour&kind=party&page=3")[-1] == "Neighbour 119"
        assert find.titles("?q=neighbour&kind=party&page=99")[-1] == "Neighbour 119"

    def test_a_state_leaves_out_what_has_ended(self, find: Find) -> None:
        create_action(find.context, system_id=find.system.id, title="Paint the crane", state="open")
        enter(find.context)
        assert find.groups("?q=crane&state=now") == {"action": 1}
        assert find.groups("?q=crane&state=over") == {}

    def test_an_action_of_another_system_is_found_there(self, find: Find) -> None:
        other = create_system(find.context, name="Environment")
        create_action(find.context, system_id=other.id, title="Bund the tank")
        enter(find.context)
        assert find.groups("?q=bund") == {}
        assert f"/s/{other.slug}/search/?q=bund" in find.look("?q=bund")

    def test_titles_that_begin_so_come_first(self, find: Find) -> None:
        for name in ("Alpha steel", "Steel and more", "Best steel"):
            add_supplier(find.context, name=name)
        enter(find.context)
        assert find.titles("?q=steel&kind=supplier")[0] == "Steel and more"


class TestWhoSeesWhat:
    def test_an_employee_may_search(self, find: Find) -> None:
        add_supplier(find.context, name="Foundry")
        enter(find.context)
        assert find.groups("?q=foundry", client=find.worker) == {"supplier": 1}

    def test_nobodys_draft_is_found(self, find: Find) -> None:
        form = find.made()
        find.by_worker(f"{form.id}/fill/", find.typed(machine="Secret Zz8", result="unfit"))
        assert FormEntry.objects.filter(state="draft").exists()
        assert find.groups("?q=zz8") == {}

    def test_another_organization_is_not_found(self, find: Find) -> None:
        add_supplier(find.context, name="Foundry")
        user = User.objects.create_user("far@example.test", "a long password 3", name="Far Away")
        before = find.context.__class__(None, user.id)
        enter(before)
        elsewhere, context = create_organization(before, name="Elsewhere", founder=user)
        enter(context)
        system = create_system(context, name="Theirs")
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(f"/o/{elsewhere.slug}/s/{system.slug}/search/?q=foundry").content.decode()
        assert "Nothing found" in page
        assert client.get(f"{find.home}/search/?q=foundry").status_code == 404

    def test_a_guest_has_no_search(self, find: Find) -> None:
        user = User.objects.create_user("guest@example.test", "a long password 4", name="Gus Guest")
        enter(find.context)
        give_role(find.context, user=user.id, role="external-auditor")
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert find.look("?q=a", client=client, status=404)


class TestThePage:
    def test_without_words_it_teaches_and_asks_nothing(self, find: Find) -> None:
        assert "Search everything you may see" in find.look()

    def test_where_nothing_is_found_it_says_what_to_try(self, find: Find) -> None:
        assert "Try fewer words" in find.look("?q=walrus")
        narrowed = find.look("?q=walrus&kind=record")
        assert "Only a part was looked through" in narrowed
        assert "Look for everything" in narrowed

    @pytest.mark.parametrize(
        "query",
        [
            "?q=%25",
            "?q=_",
            "?q='\"%5C",
            "?q=%00x",
            "?q=a%26%21%7C%3A%2A",
            "?q=x&kind=walrus",
            "?q=x&state=walrus",
            "?q=x&since=2026-99-99",
            "?q=x&page=0",
            "?q=" + "a" * 900,
            "?q=%F0%9F%A6%AD",
        ],
    )
    def test_odd_input_is_answered(self, find: Find, query: str) -> None:
        find.look(query)

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_can_be_narrowed_in_every_way(self, find: Find, kind: str) -> None:
        for state, _word in (("", ""), *KINDS[kind].states()):
            find.look(f"?q=a&kind={kind}&state={state}&since=2020-01-01&until=2030-01-01")

    @pytest.mark.parametrize(("asked", "most"), [("audit", 11), ("9001 9.2.2", 12)], ids=["words", "a citation"])
    def test_few_statements_and_none_a_hit(self, find: Find, asked: str, most: int) -> None:
        """Session and account counted: what is promised of every page."""
        find.take_in(("audit.md", POLICY_9001.replace("Wrenches", f"Audit {asked}").encode()))
        form = find.made()
        assert find.post(f"{form.id}/fill/", find.typed(machine=f"Audit {asked}")).status_code == 302
        self.more(find, asked, 0, 3)
        few = self.statements(find, asked)
        self.more(find, asked, 3, 20)
        assert {"requirement", "record", "filled", "supplier"} <= set(find.groups(f"?q={asked}"))
        assert self.statements(find, asked) == few <= most

    def more(self, find: Find, asked: str, start: int, end: int) -> None:
        """Suppliers and records that hold what is asked."""
        for number in range(start, end):
            add_supplier(find.context, name=f"{asked} {number}")
            fact = Fact(
                "context.reviewed",
                date(2026, 3, 1) + timedelta(days=number),
                statement=f"Seen: {asked}",
                system=find.system.id,
            )
            file_record(find.context, fact)
        enter(find.context)

    def statements(self, find: Find, asked: str) -> int:
        find.look(f"?q={asked}")
        with CaptureQueriesContext(connection) as caught:
            find.look(f"?q={asked}")
        return sum(not any(word in query["sql"] for word in CONTROL) for query in caught.captured_queries)

    def test_the_palette_leads_there(self, find: Find) -> None:
        palette = find.client.get(f"{find.home}/palette?q=foundry").content.decode()
        assert f"{find.home}/search/?q=foundry" in palette
        assert "Search everything for “foundry”" in palette


MARKS = [
    ("Torque wrench", "torque", "<mark>Torque</mark> wrench"),
    ("Supertorque", "torque", "Supertorque"),
    ("a < b", "b", "a &lt; <mark>b</mark>"),
    ("nothing", "", "nothing"),
    ("calibrations", "calib calibration", "<mark>calibrations</mark>"),
]


@pytest.mark.parametrize(("text", "asked", "told"), MARKS)
def test_words_are_marked_where_one_begins_so(text: str, asked: str, told: str) -> None:
    assert emphasized(text, asked) == told


def test_the_stretch_around_the_first_word() -> None:
    told = str(excerpt("start " * 60 + "needle in the hay " + "end " * 60, "needle"))
    assert told.startswith("… ")
    assert "<mark>needle</mark>" in told
    assert told.endswith(" …")


def test_everything_that_is_put_into_the_index_can_be_found_here() -> None:
    source = Path(clauseway.__file__).parent
    put = re.compile(r"\bindex\(\s*context,\s*kind=\"([a-z-]+)\"")
    kinds = {kind for path in source.rglob("*.py") for kind in put.findall(path.read_text(encoding="utf-8"))}
    assert {"supplier", "document", "action"} <= kinds
    assert kinds <= set(KINDS)
