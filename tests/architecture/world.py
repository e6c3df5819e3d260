"""An organization with `n` of everything, made through the rooms' own operations where there is one: what the walks over tables and addresses look at."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from clauseway.actions.models import ActionDependency, Duty, Milestone
from clauseway.actions.operations import create_action, set_milestone
from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.queries import CompiledEdition, compiled, edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.conformity.models import Question
from clauseway.conformity.operations import ask_colleague, judge_by_person, walk
from clauseway.documents.copies import ask_copy, keep_copy
from clauseway.documents.documented import entries
from clauseway.documents.models import Document, Drop, DropFile, Look, Passage, Suggestion, Vote
from clauseway.documents.operations import (
    Group,
    accept_serving,
    add_document,
    draw_document,
    remark,
    report_misuse,
    review_document,
    set_audience,
    set_circle,
    set_kind_rule,
    submit,
)
from clauseway.evidence.models import Item
from clauseway.evidence.operations import Fact, collect_item, file_record
from clauseway.kernel.context import Context, enter
from clauseway.kernel.work import unit_of_work
from clauseway.organization.engagements import draft_engagement
from clauseway.organization.guests import give_grant
from clauseway.organization.invitations import invite
from clauseway.organization.links import make_link
from clauseway.organization.models import Organization, Person, User
from clauseway.organization.operations import add_person, add_site, create_organization, give_role
from clauseway.organization.sheets import remember_sheet
from clauseway.processes.operations import add_process
from clauseway.systems.costs import FIGURES, set_cost_rates
from clauseway.systems.models import Carried, System, Transition
from clauseway.systems.operations import (
    apply_edition,
    create_system,
    decide_applicability,
    note_issue,
    note_party,
    set_rhythm,
    state_scope,
)
from clauseway.systems.own_standards import import_standard

from .aiming import aim
from .answering import answer
from .binding import bind
from .expecting import expect
from .filing import fill
from .measuring import measure
from .processing import steer
from .supplying import supply

NOW = datetime.now(UTC).replace(microsecond=0)
EDITION = "iso-9001-2026"
OLD_EDITION = "iso-9001-2015"


@dataclass
class World:
    """An organization, its founder, one system, and an identifier of each kind of thing in it."""

    name: str
    user: User
    context: Context
    slug: str
    system: System
    edition: CompiledEdition
    ids: dict[str, uuid.UUID]
    link: str
    invitation: str


@cache
def _edition() -> CompiledEdition:
    row = edition_by_slug(EDITION)
    assert row
    return compiled(row.id, row.digest)


def account(email: str) -> User:
    return User.objects.filter(email=email).first() or User.objects.create_user(email, "a long password 1", name=email)


def build(name: str, n: int = 1) -> World:
    """A world with `n` of everything; the transaction is left inside it."""
    user = account(f"lead@{name}.test")
    before = Context(None, user.id, now=NOW)
    enter(before)
    organization, context = create_organization(before, name=name.title(), founder=user)
    enter(context)
    with unit_of_work(context):
        system = create_system(context, name="Quality")
        apply_edition(context, system.id, edition=_edition().id)
        ids = {"organization": organization.id, "system": system.id}
        _stocktake(context, system, n, ids)
    with unit_of_work(context):
        _practice(context, system, n, ids)
    with unit_of_work(context):
        supply(context, n, ids)
        measure(context, n, ids)
        bind(context, n, ids)
        answer(context, system.id, n, ids)
        aim(context, n, ids)
    with unit_of_work(context):
        expect(context, n, ids)
    with unit_of_work(context):
        steer(context, n, ids)
    with unit_of_work(context):
        fill(context, system.id, n, ids)
        _serving(context, system, n, ids)
    with unit_of_work(context):
        _plan(context, system, n, ids)
        _gap(context, system, n, ids)
        _move(context, system, n, ids)
    _own_standard(context, name, n)
    link, invitation = _doors(context, name, n, ids)
    refresh(context, system.id)
    return World(name, user, context, organization.slug, system, _edition(), ids, link, invitation)


def _stocktake(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    for i in range(n):
        person = add_person(context, name=f"Person {i}", email=f"p{i}@people.test", job="Fitter")
        ids["person"] = person.id
        ids["site"] = add_site(context, name=f"Site {i}").id
        ids["process"] = add_process(context, name=f"Process {i}", owner_id=person.id).id
        ids["issue"] = note_issue(context, system.id, text=f"Issue {i}", side="internal").id
        ids["party"] = note_party(context, name=f"Party {i}", needs="Good work").id
    scope = state_scope(context, system.id, text="Making and mending of instruments at all sites.")
    ids["scope"] = ids["version"] = scope.id
    set_rhythm(context, system.id, name="internal-audit", days=365)


def _practice(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    for i in range(n):
        content = f"{system.id} {i}".encode()
        item, _new = collect_item(context, name=f"paper {i}.txt", content=content, media_type="text/plain")
        ids["item"] = item.id
        fact = Fact(
            "audit.performed",
            date.today() - timedelta(days=30),
            system=system.id,
            subject_ref=str(ids["process"]),
            facets={"impartial": True},
            standards=(EDITION,),
            item=item.id,
        )
        ids["record"] = file_record(context, fact).id
        _document(context, system, item, i, ids)


def _document(context: Context, system: System, item: Item, i: int, ids: dict[str, uuid.UUID]) -> None:
    """A read document with a passage and a suggestion, and the drop it came in."""
    own = {"organization_id": context.organization}
    document = Document.objects.create(
        **own,
        system=system,
        item=item,
        title=f"Procedure {i}",
        fold=f"procedure {i}",
        name=f"paper {i}.txt",
        state="draft" if i % 2 else "effective",
        words=120,
    )
    passage = Passage.objects.create(
        **own, document=document, position=1, heading="Purpose", text="Audits are planned."
    )
    requirement = _judged()[i % len(_judged())]
    suggestion = Suggestion.objects.create(
        **own,
        passage=passage,
        document=document,
        system=system,
        requirement_id=requirement,
        score=4.2,
        strength="strong",
        matched=["audit"],
    )
    drop = Drop.objects.create(**own, system=system, name=f"drop {i}", state="done", total=1, done=1)
    DropFile.objects.create(**own, drop=drop, name=f"paper {i}.txt", size=12, state="read", document=document)
    if not i:
        _controlled(context, system, document, ids)
    ids |= {"document": document.id, "passage": passage.id, "suggestion": suggestion.id, "drop": drop.id}


def _controlled(context: Context, system: System, document: Document, ids: dict[str, uuid.UUID]) -> None:
    """A text of this organization before its approver, with a remark, and an old finding."""
    draft = add_document(context, system.id, title=f"Policy {system.id}", kind="policy", text="Audits are planned.")
    made = submit(context, draft.id, approvers=[ids["person"]])
    ids["vote"] = Vote.objects.get(round=made).id
    ids["remark"] = remark(context, made.id, comment="Say by whom.").id
    other = add_document(context, system.id, title=f"Form {system.id}", kind="form", text="Fill in.")
    ids["copy"] = ask_copy(context, draft.id, format="pdf")[0].id
    keep_copy(context, ids["copy"], b"%PDF-1.7 a copy")
    ids["misuse"] = report_misuse(context, other.id, kind="unapproved", statement="Used at the press.").id
    set_kind_rule(context, "plan", quorum=2)
    set_circle(context, "process", str(ids["process"]), [ids["person"]])
    own = {"organization_id": context.organization}
    Document.objects.filter(id=document.id).update(state="effective", effective_from=context.today)
    set_audience(context, document.id, [Group("process", str(ids["process"]))])
    review_document(context, document.id)
    Look.objects.create(**own, line=other, person_id=ids["person"], text="Fill in.", looked_at=context.now)
    ids["identifier"] = other.identifier  # type: ignore[assignment]


def _serving(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Documents begun from a template, and what serves the documented information asked for."""
    every = entries(context, system.id)
    for i in range(n):
        row = draw_document(context, system.id, "audit-report", title=f"Audit {i}")
        ids["serving"] = accept_serving(context, system.id, every[i], document=row.id).id
        accept_serving(context, system.id, every[i], register="processes")


@cache
def _judged() -> list[uuid.UUID]:
    return [r.id for r in _edition().requirements.values() if r.judged]


def _plan(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    day = context.today
    for i in range(n):
        action = create_action(
            context,
            system_id=system.id,
            title=f"Action {i}",
            closes=[_judged()[i % len(_judged())]],
            after=[ids["action"]] if i else [],
            owner_id=ids["person"],
            due_on=day + timedelta(days=20 + i),
            effort_low=1,
            effort_days=2,
            effort_high=5,
        )
        ids["action"] = action.id
        milestone = set_milestone(
            context, system_id=system.id, kind="own", on_date=day + timedelta(days=100 + i), name=f"Milestone {i}"
        )
        ids["milestone"] = milestone.id
        duty = Duty.objects.create(
            organization_id=context.organization,
            natural_key=f"world:{i}",
            kind="review",
            title=f"Duty {i}",
            system_id=system.id,
            person_id=context.person,
            due_on=day + timedelta(days=i),
        )
        ids["duty"] = duty.id
    assert Milestone.objects.count() == n
    assert ActionDependency.objects.count() == n - 1


def _own_standard(context: Context, name: str, n: int) -> None:
    """A standard the organization brought in itself, with `n` requirements."""
    rows = "".join(f"1.{i + 1},Issue {i + 1},Quality.\n" for i in range(n))
    wish = Wish(edition=name, title="Quality", code="Quality", year="2026")
    import_standard(context, read("Paper 1.txt", f"Ref,Title,Text\n1,Purpose,\n{rows}".encode(), wish))


def _gap(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    for i in range(n):
        requirement = _judged()[i % len(_judged())]
        judge_by_person(
            context,
            system.id,
            requirement=requirement,
            answer="partly",
            rationale="Looked at it with the owner.",
            basis=[("item", ids["item"])],
        )
        walk(context, system.id, requirement=requirement, note="Seen", version=0)
        ask_colleague(context, system.id, person=ids["person"], requirements=[requirement], text="How is this done?")
    excluded = next(
        (r for r in _edition().requirements.values() if r.judged and getattr(r, "exclusion", "never") != "never"), None
    )
    if excluded is not None:
        decide_applicability(
            context, system.id, requirement=excluded.id, applies=False, reason="We design nothing at all here."
        )
    question = Question.objects.order_by("-id").first()
    assert question
    ids |= {"question": question.id, "round": question.round, "requirement": _judged()[0]}


def _move(context: Context, system: System, n: int, ids: dict[str, uuid.UUID]) -> None:
    """A running move from the edition before, with `n` requirements whose proof carries."""
    old = edition_by_slug(OLD_EDITION)
    assert old
    before = compiled(old.id, old.digest)
    own = {"organization_id": context.organization, "system": system}
    move = Transition.objects.create(**own, old_id=before.id, new_id=_edition().id, started_on=context.today)
    both = [(r, _edition().by_ref.get(r.ref)) for r in before.requirements.values() if r.judged]
    same = [(old_one.id, new_one.id) for old_one, new_one in both if new_one and new_one.judged][:n]
    Carried.objects.bulk_create(
        Carried(**own, transition=move, old_id=a, new_id=b, strength="same", valid_from=context.today) for a, b in same
    )
    ids["transition"] = move.id


def _doors(context: Context, name: str, n: int, ids: dict[str, uuid.UUID]) -> tuple[str, str]:
    link, token = make_link(context, scope="questions", reference=str(ids["round"]), person=ids["person"])
    ids["accesslink"] = link.id
    where = ""
    for i in range(n):
        invitation, where = invite(context, email=f"new{i}@{name}.test", role="employee")
        ids["invitation"] = invitation.id
        member = account(f"member{i}@{name}.test")
        person = add_person(context, name=f"Member {i}", email=member.email, user=member.id)
        give_role(context, user=member.id, role="process-owner")
        assert person.user_id == member.id
    guest = account(f"guest@{name}.test")
    until = context.today + timedelta(days=30)
    ids["grant"] = give_grant(context, email=guest.email, kinds=["items"], reason="Audit", valid_until=until).id
    set_cost_rates(context, currency="EUR", **dict.fromkeys(FIGURES, 100))
    remember_sheet(context, "supplier", heads=["Name"], mapping=["name"], has_head=True, whole=False, counts=(0, 0, 0))
    return token, where.rstrip("/").rsplit("/", 1)[1]


def draft_between(one: World, other: World) -> None:
    """A one-sided draft of `one` about `other`."""
    enter(one.context)
    draft_engagement(one.context, counterpart=other.slug, counterpart_is="client", subject="Audit")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def counts() -> tuple[int, int]:
    """Organizations and people that the present context sees."""
    return Organization.objects.count(), Person.objects.count()
