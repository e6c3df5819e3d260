"""OSCAL in: groups, controls, enhancements, parts, parameters, links, back matter; and what is no catalog."""

from typing import Any

import pytest

from clauseway.catalogue.packs import Pack

from .files import as_json, oscal
from .pure import INPUTS, pack, refusal, told

NIST = INPUTS / "oscal" / "nist-800-53-privacy-two-families.json"


def entry(made: Pack, ref: str) -> Any:
    return next(one for one in made.requirements if one["ref"] == ref)


class TestRealCatalog:
    """Two families of NIST's privacy baseline, as NIST publishes it."""

    def test_every_control_is_there_in_its_order(self) -> None:
        _draft, made = pack(NIST.name, NIST.read_bytes())
        refs = [one["ref"] for one in made.requirements]
        assert refs[:5] == ["ac", "AC-1", "AC-3", "AC-3(14)", "ir"]
        assert entry(made, "AC-3(14)")["parent"] == "AC-3"
        assert {one["kind"] for one in made.requirements if one["ref"] in ("ac", "ir")} == {"heading"}

    def test_parameters_stand_in_the_text(self) -> None:
        _draft, made = pack(NIST.name, NIST.read_bytes())
        text = entry(made, "AC-1")["explain"]
        assert "{{" not in text
        assert "[Selection (one or more): organization-level; mission/business process-level; system-level]" in text
        assert (
            "- **a.** Develop, document, and disseminate to [Assignment: organization-defined personnel or roles]:"
            in text
        )

    def test_objectives_become_audit_questions_with_the_words_above_them(self) -> None:
        _draft, made = pack(NIST.name, NIST.read_bytes())
        questions = entry(made, "AC-1")["questions"]
        assert any(text.startswith("AC-01a.[01]: ") for text in questions)
        assert len(questions) > 5

    def test_what_has_no_place_is_named(self) -> None:
        draft, _made = pack(NIST.name, NIST.read_bytes())
        assert {remark.what for remark in draft.remarks} >= {"kept as text", "kept as data", "left out", "assumed"}

    def test_every_requirement_can_be_judged(self) -> None:
        _draft, made = pack(NIST.name, NIST.read_bytes())
        judged = {one["for"] for one in made.expectations}
        assert judged == {one["ref"] for one in made.requirements if one["kind"] == "requirement"}


class TestCatalog:
    def test_nested_controls_stand_below_their_control(self) -> None:
        _draft, made = pack("a.json", as_json(oscal(10)))
        assert entry(made, "c-4.1")["parent"] == "C-4"
        assert len(made.requirements) == 1 + 10 + 2

    def test_references_and_guidelines_are_text(self) -> None:
        _draft, made = pack("a.json", as_json(oscal(1)))
        text = entry(made, "C-0")["explain"]
        assert "Within [Assignment: time period] the organization:" in text
        assert "**References**\n\n- A Law https://example.test/law" in text
        assert "[Assignment: time period]: as short as the risk asks" in text

    def test_a_value_set_by_a_profile_replaces_the_assignment(self) -> None:
        value = oscal(1)
        value["catalog"]["groups"][0]["controls"][0]["params"][0]["values"] = ["thirty days"]
        assert "Within thirty days the organization" in entry(pack("a.json", as_json(value))[1], "C-0")["explain"]

    def test_a_withdrawn_control_asks_nothing(self) -> None:
        value = oscal(2)
        control = value["catalog"]["groups"][0]["controls"][0]
        control["props"].append({"name": "status", "value": "withdrawn"})
        control["links"].append({"href": "#c-1", "rel": "incorporated-into"})
        made = entry(pack("a.json", as_json(value))[1], "C-0")
        assert (made["kind"], made["title"]) == ("heading", "Control 0 (withdrawn)")
        assert "**Incorporated into**\n\nC-1" in made["explain"]

    def test_a_label_given_twice_gives_way_to_the_id(self) -> None:
        value = oscal(2)
        value["catalog"]["groups"][0]["controls"][1]["props"][0]["value"] = "C-0"
        draft, made = pack("a.json", as_json(value))
        assert {one["ref"] for one in made.requirements} == {"g0", "C-0", "c-1"}
        assert "changed: labels given twice were replaced by the id" in told(draft)

    def test_unknown_parts_are_kept_and_said(self) -> None:
        value = oscal(1)
        value["catalog"]["groups"][0]["controls"][0]["parts"].append({"name": "fr-note", "prose": "Local rule."})
        draft, made = pack("a.json", as_json(value))
        assert "**Fr note**\n\nLocal rule." in entry(made, "C-0")["explain"]
        assert "kept as text: parts without a place of their own stand in the text" in told(draft)

    def test_the_order_is_the_file_s_even_where_references_tell_another(self) -> None:
        value = oscal(60)
        value["catalog"]["groups"].reverse()
        _draft, made = pack("a.json", as_json(value))
        assert made.requirements[0]["ref"] == "g1"


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("profile", "not resolved"),
            ("component-definition", "component definition"),
            ("system-security-plan", "security plan"),
            ("assessment-plan", "assessment plan"),
            ("assessment-results", "assessment results"),
            ("plan-of-action-and-milestones", "plan of action"),
        ],
    )
    def test_other_documents_say_what_they_are(self, name: str, said: str) -> None:
        assert said in refusal("a.json", as_json({name: {}}))

    def test_an_id_given_twice_is_named(self) -> None:
        value = oscal(2)
        value["catalog"]["groups"][0]["controls"][1]["id"] = "c-0"
        assert "c-0: this id is given twice" in refusal("a.json", as_json(value))

    def test_html_in_a_title(self) -> None:
        value = oscal(1)
        value["catalog"]["groups"][0]["controls"][0]["title"] = "<script>alert(1)</script>"
        assert "C-0: its title holds HTML" in refusal("a.json", as_json(value))

    def test_nesting_without_end(self) -> None:
        control: dict[str, Any] = {"id": "c", "title": "C"}
        for number in range(200):
            control = {"id": f"c{number}", "title": "C", "controls": [control]}
        assert "nested deeper" in refusal("a.json", as_json(oscal(0, groups=[], controls=[control])))

    def test_parameters_that_explode(self) -> None:
        inserts = " ".join("{{ insert: param, p%d }}" for _n in range(30))
        params = [{"id": f"p{n}", "values": [inserts.replace("%d", str(n + 1))]} for n in range(30)]
        control = {
            "id": "c",
            "title": "C",
            "params": params,
            "parts": [{"name": "statement", "prose": "{{ insert: param, p0 }}"}],
        }
        assert "explode" in refusal("a.json", as_json(oscal(0, groups=[], controls=[control])))

    def test_shapes_that_are_none(self) -> None:
        for broken in ({"groups": {"id": "g"}}, {"groups": ["g"]}, {"controls": [{"title": "no id"}]}, {"groups": []}):
            refusal("a.json", as_json(oscal(0, **broken)))
        refusal("a.json", as_json({"catalog": {"uuid": "x"}}))
        refusal("a.json", as_json([1, 2]))
