"""Records: a form is made, put in use, filled in, corrected, disposed of; what it states is judged, and nothing of a draft is."""

import dataclasses
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.documents.room import Room

from clauseway.documents import form_queries as queries
from clauseway.documents.disposal import decide_disposal, due, propose_disposal
from clauseway.documents.filling import NotAccepted, correct_entry, drop_draft, hand_in, keep_draft
from clauseway.documents.form_templates import templates
from clauseway.documents.forms import change_form, create_form, put_in_use, redesign, retire_form
from clauseway.documents.models import Form, FormContent, FormEntry, FormVersion
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd, Record
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.models import Person
from clauseway.rules import forms as rule

pytestmark = pytest.mark.django_db
DESIGN: dict[str, Any] = {
    "on": "day",
    "fields": [
        {"key": "day", "label": "Day", "kind": "date", "required": True},
        {"key": "result", "label": "Result", "kind": "choice", "options": ["fit", "unfit"], "required": True},
        {
            "key": "heat",
            "label": "Heat",
            "kind": "number",
            "unit": "°C",
            "least": 0,
            "most": 100,
            "low": 20,
            "high": 80,
        },
        {"key": "action", "label": "Action", "kind": "long"},
        {"key": "by", "label": "Checked by", "kind": "person"},
    ],
    "rules": [
        {"when": {"any": [{"field": "result", "is": "unfit"}, {"field": "heat", "outside": True}]}, "need": ["action"]}
    ],
    "states": {"word": "infrastructure.evaluated", "facets": {"result": "result"}, "statement": "action"},
}


class Shop(Room):
    """A room with one form in use; `worker` is an employee, `second` may decide on disposal."""

    def __init__(self) -> None:
        super().__init__("iso-9001-2026")
        self.worker = dataclasses.replace(self.acting(self.colleague), roles=frozenset({"employee"}))
        self.second = self.acting(self.boss)

    def form(self, design: dict[str, Any] = DESIGN, **more: Any) -> Form:
        made = create_form(self.context, self.system.id, **{"name": "Check of the press", "design": design, **more})
        put_in_use(self.context, made.id, version=made.version)
        made.refresh_from_db()
        return made

    def typed(self, **more: str) -> dict[str, str]:
        return {"day": self.context.today.isoformat(), "result": "fit", **more}

    def fill(self, form: Form, context: Context | None = None, **more: str) -> FormEntry:
        return hand_in(context or self.worker, form.id, typed=self.typed(**more))

    def standing(self) -> list[Claim]:
        enter(self.context)
        return list(
            Claim.objects.filter(kind="infrastructure.evaluated").exclude(id__in=ClaimEnd.objects.values("claim"))
        )


@pytest.fixture
def shop() -> Shop:
    return Shop()


def changed(**more: Any) -> dict[str, Any]:
    return {**DESIGN, **more}


def test_a_filled_form_files_the_fact_it_states_though_an_employee_filled_it_in(shop: Shop) -> None:
    form = shop.form()
    made = shop.fill(form)
    assert (made.number, made.state, made.filled_by_id) == (1, "final", shop.colleague.id)
    record = Record.objects.get(id=made.record_id)
    assert (record.word, record.facets, record.recorded_by_id) == (
        "infrastructure.evaluated",
        {"result": "fit"},
        shop.colleague.id,
    )
    assert len(shop.standing()) == 1
    assert not reconcile_all(shop.context)


def test_a_draft_shows_nothing_and_is_its_authors_alone(shop: Shop) -> None:
    form = shop.form()
    draft = keep_draft(shop.worker, form.id, typed={"heat": "nonsense", "other": "x"})
    assert FormContent.objects.get(entry=draft).values == {"heat": "nonsense"}
    assert Record.objects.count() == 0
    assert list(queries.records(shop.context, shop.system.id)) == []
    with pytest.raises(NotFound):
        keep_draft(shop.second, form.id, typed={}, entry=draft.id)
    with pytest.raises(NotFound):
        queries.get_draft(shop.second, shop.system.id, draft.id)
    keep_draft(shop.worker, form.id, typed={"heat": "21"}, entry=draft.id)
    made = hand_in(shop.worker, form.id, typed=shop.typed(heat="21"), entry=draft.id)
    assert made.state == "final"
    assert not FormEntry.objects.filter(state="draft").exists()
    other = keep_draft(shop.worker, form.id, typed={})
    drop_draft(shop.worker, other.id)
    assert FormEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"result": ""}, "result"),
        ({"result": "unfit"}, "action"),
        ({"heat": "90"}, "action"),
        ({"heat": "101", "action": "x"}, "heat"),
        ({"heat": "warm"}, "heat"),
        ({"day": "2099-01-01"}, "day"),
        ({"by": "Nobody"}, "by"),
        ({"by": str(uuid.uuid4())}, "by"),
    ],
)
def test_what_is_not_right_is_told_by_field_and_nothing_is_written(
    shop: Shop, more: dict[str, str], field: str
) -> None:
    form = shop.form()
    with pytest.raises(NotAccepted) as told:
        shop.fill(form, **more)
    assert list(told.value.details["problems"]) == [field]
    assert FormEntry.objects.count() == Record.objects.count() == 0


def test_a_reading_outside_is_kept_with_what_was_done(shop: Shop) -> None:
    made = shop.fill(shop.form(), heat="90,5", action="Cooled", by=str(shop.boss.id))
    content = FormContent.objects.get(entry=made)
    assert made.outside
    assert content.values["heat"] == "90.5"
    assert content.names["by"] == "Vera Director"
    assert queries.intact(made, content)


def test_a_rule_that_never_can_hold_is_refused_when_the_form_is_saved(shop: Shop) -> None:
    form = shop.form()
    never = {"all": [{"field": "result", "is": "fit"}, {"field": "result", "is": "unfit"}]}
    with pytest.raises(Refusal) as told:
        redesign(
            shop.context, form.id, version=form.version, design=changed(rules=[{"when": never, "need": ["action"]}])
        )
    assert told.value.code == "form.never-holds"
    assert "Result" in told.value.message


@pytest.mark.parametrize(
    ("design", "code"),
    [
        ({"fields": []}, "form.unknown-field"),
        ({"fields": [], "on": "", "rules": [], "states": {}}, "form.empty"),
        ({"states": {"word": "nothing.such"}}, "form.word"),
        ({"states": {"word": "population.none"}}, "form.word"),
        ({"states": {"word": "infrastructure.evaluated"}}, "form.facet-missing"),
        ({"states": {"word": "infrastructure.evaluated", "facets": {"result": "heat"}}}, "form.facet-kind"),
        ({"states": {"word": "infrastructure.evaluated", "facets": {"colour": "result"}}}, "form.facet"),
        ({"states": {"word": "audit.performed", "facets": {"impartial": "result"}}}, "form.facet-kind"),
        ({"states": {"word": "supplier.evaluated"}}, "form.facet-missing"),
        ({"states": {**DESIGN["states"], "when": {"field": "heat", "above": 200}}}, "form.never-holds"),
        ({"states": {**DESIGN["states"], "statement": "heat"}}, "form.word-field"),
        ({"on": "result"}, "form.day"),
    ],
)
def test_a_design_that_cannot_state_its_word_is_refused(shop: Shop, design: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as told:
        shop.form(changed(**design))
    assert told.value.code == code


def test_a_deciding_answer_must_be_asked_by_a_required_field(shop: Shop) -> None:
    """A form that could leave the result out would state that it was looked at, and nothing about what came out."""
    fields = [{**one, "required": one["key"] == "day"} for one in DESIGN["fields"]]
    with pytest.raises(Refusal) as told:
        shop.form(changed(fields=fields))
    assert told.value.code == "form.facet-missing"


def test_options_that_are_none_of_the_words_are_refused(shop: Shop) -> None:
    fields = [{**one, "options": ["fit", "splendid"]} if one["key"] == "result" else one for one in DESIGN["fields"]]
    with pytest.raises(Refusal) as told:
        shop.form(changed(fields=fields, rules=[]))
    assert told.value.code == "form.facet-options"


def test_a_fact_is_filed_only_when_its_condition_holds(shop: Shop) -> None:
    form = shop.form(changed(states={**DESIGN["states"], "when": {"field": "heat", "filled": True}}))
    assert shop.fill(form).record_id is None
    assert shop.fill(form, heat="50").record_id is not None


def test_a_changed_form_is_a_new_version_and_records_keep_theirs(shop: Shop) -> None:
    form = shop.form()
    first = shop.fill(form)
    with pytest.raises(Refusal) as told:
        put_in_use(shop.context, form.id, version=form.version)
    assert told.value.code == "form.unchanged"
    more = [*DESIGN["fields"], {"key": "shift", "label": "Shift", "kind": "text", "required": True}]
    form = redesign(shop.context, form.id, version=form.version, design=changed(fields=more))
    assert shop.fill(form).form_version_id == first.form_version_id
    put_in_use(shop.context, form.id, version=form.version, note="The shift is asked")
    with pytest.raises(Conflict):
        hand_in(shop.worker, form.id, typed=shop.typed(shift="early"), number=1)
    second = hand_in(shop.worker, form.id, typed=shop.typed(shift="early"), number=2)
    assert FormVersion.objects.get(id=second.form_version_id).number == 2
    again = correct_entry(shop.worker, first.id, typed=shop.typed(heat="30"), reason="Heat was read later")
    assert again.form_version_id == first.form_version_id
    with pytest.raises(Conflict):
        change_form(shop.context, form.id, version=1, name="Else")


def test_what_was_handed_in_is_never_changed_not_even_by_sql(shop: Shop) -> None:
    made = shop.fill(shop.form(), heat="30")
    for attempt in (
        lambda: FormEntry.objects.filter(id=made.id).update(outside=True),
        lambda: FormEntry.objects.filter(id=made.id).update(state="draft"),
        lambda: FormEntry.objects.filter(id=made.id).delete(),
        lambda: FormContent.objects.filter(entry=made).update(values={}),
        lambda: FormContent.objects.filter(entry=made).delete(),
        lambda: FormVersion.objects.update(design={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert FormContent.objects.get(entry=made).values["heat"] == "30"


def test_a_correction_names_what_it_corrects_and_replaces_its_fact(shop: Shop) -> None:
    form = shop.form()
    first = shop.fill(form)
    again = correct_entry(
        shop.worker, first.id, typed=shop.typed(result="unfit", action="Stopped"), reason="Wrong tick"
    )
    first.refresh_from_db()
    assert (first.state, again.corrects_id, again.number, again.correction) == ("corrected", first.id, 2, "Wrong tick")
    assert FormContent.objects.get(entry=first).values["result"] == "fit"
    assert Record.objects.get(id=first.record_id).ended_how == "withdrawn"
    assert [claim.facets["result"] for claim in shop.standing()] == ["unfit"]
    with pytest.raises(Conflict):
        correct_entry(shop.worker, first.id, typed=shop.typed(), reason="Again")
    with pytest.raises(Refusal) as told:
        correct_entry(shop.worker, again.id, typed=shop.typed(), reason=" ")
    assert told.value.field == "reason"
    with pytest.raises(Refusal) as told:
        correct_entry(shop.worker, again.id, typed=shop.typed(result="unfit", action="Stopped"), reason="Same")
    assert told.value.code == "entry.unchanged"


def test_another_employee_corrects_nothing(shop: Shop) -> None:
    made = shop.fill(shop.form())
    stranger = dataclasses.replace(shop.second, roles=frozenset({"employee"}))
    with pytest.raises(Forbidden):
        correct_entry(stranger, made.id, typed=shop.typed(result="unfit", action="x"), reason="I know better")
    with pytest.raises(Forbidden):
        create_form(shop.worker, shop.system.id, name="Mine")


def test_a_signed_form_asks_the_signature_and_keeps_its_meaning(shop: Shop) -> None:
    form = shop.form(changed(signature=True, meaning="I checked it myself."))
    with pytest.raises(Refusal) as told:
        shop.fill(form)
    assert told.value.field == "password"
    made = hand_in(shop.worker, form.id, typed=shop.typed(), signature="password")
    assert (made.signed, made.meaning) == ("password", "I checked it myself.")


def test_a_retired_form_is_not_filled_in(shop: Shop) -> None:
    form = shop.form()
    retire_form(shop.context, form.id, version=form.version)
    with pytest.raises(Refusal) as told:
        shop.fill(form)
    assert told.value.code == "form.not-in-use"


def test_disposal_needs_a_second_person_and_leaves_certificate_and_tombstone(shop: Shop) -> None:
    form = shop.form(retention_years=1)
    long_ago = (shop.context.today - timedelta(400)).isoformat()
    old, new = shop.fill(form, day=long_ago, heat="30"), shop.fill(form)
    assert list(due(shop.context, shop.system.id)) == [old]
    with pytest.raises(Refusal):
        propose_disposal(shop.context, shop.system.id, entries=[new.id], reason="Over")
    made = propose_disposal(shop.context, shop.system.id, entries=[old.id], reason="Term is over")
    with pytest.raises(Refusal):
        correct_entry(shop.worker, old.id, typed=shop.typed(), reason="Late")
    with pytest.raises(Forbidden):
        decide_disposal(shop.context, made.id, approve=True)
    with pytest.raises(Forbidden):
        decide_disposal(shop.acting(shop.colleague), made.id, approve=True)
    decide_disposal(shop.second, made.id, approve=True)
    old.refresh_from_db()
    made.refresh_from_db()
    assert old.state == "disposed"
    assert not FormContent.objects.filter(entry=old).exists()
    assert [(line["number"], line["digest"]) for line in made.certificate] == [(1, old.digest)]
    assert Record.objects.filter(id=old.record_id, ended_how="").exists()
    with pytest.raises(Conflict):
        decide_disposal(shop.second, made.id, approve=True)


def test_a_refused_disposal_leaves_everything(shop: Shop) -> None:
    form = shop.form(retention_years=1)
    old = shop.fill(form, day=(shop.context.today - timedelta(400)).isoformat())
    made = propose_disposal(shop.context, shop.system.id, entries=[old.id], reason="Term is over")
    with pytest.raises(Refusal):
        decide_disposal(shop.second, made.id, approve=False)
    decide_disposal(shop.second, made.id, approve=False, note="A claim is running")
    assert list(due(shop.context, shop.system.id)) == [old]


@pytest.mark.parametrize("key", ["daily-check", "incoming-inspection", "near-miss"])
def test_the_templates_can_be_put_in_use(shop: Shop, key: str) -> None:
    template = templates()[key]
    form = shop.form(dict(template.design), name=template.name, retention_years=template.retention_years)
    assert form.current == 1
    assert rule.fields_of(form.design["fields"])


def test_names_and_identifiers_are_told_apart(shop: Shop) -> None:
    shop.form(identifier="F-1")
    for given, field in (({"name": "CHECK of the press"}, "name"), ({"name": "B", "identifier": "f-1"}, "identifier")):
        with pytest.raises(Refusal) as told:
            create_form(shop.context, shop.system.id, **given)
        assert told.value.field == field
    with pytest.raises(Refusal) as told:
        create_form(shop.context, shop.system.id, name="C", retention_years=200)
    assert told.value.field == "retention_years"
    assert Person.objects.exists()
