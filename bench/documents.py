"""One organization with 5,000 documents of 20 revisions: texts, passages, rounds, readers. Written in bulk by SQL, as the application's role.

What is judged from documents is left out (the ledger is measured elsewhere): this is about finding, reading and comparing. Figures: the redline of two
texts of fifty pages and the PDF of one in its job.
"""

# ruff: noqa: S608 (all SQL is made here from constants)
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.children import tell

EDITION = "iso-9001-2026"
STEMS: tuple[str, ...] = ("audit", "belt", "clamp", "drill", "frame", "grease", "hinge", "jig", "lathe")
STEMS += ("mould", "notch", "pallet", "quench", "rivet", "seam", "torque", "valve", "weld")
ENDS = ("", "s", "ing", "ed", "er", "able", "ment", "work", "test", "line")
PLAIN = ("the", "of", "and", "to", "is", "in", "for", "it", "on", "by", "with", "who", "every", "each", "day", "before")
PAGE_WORDS = 420
"""Words of a printed page."""


@dataclass(frozen=True, slots=True)
class Size:
    """Documents, revisions of each, people asked to read each, words of the revision in force and of those before."""

    documents: int = 5_000
    revisions: int = 20
    readers: int = 20
    words: int = 700
    old_words: int = 150


QUICK = Size(60, 4, 3)


def main(quick: bool) -> None:
    import django

    django.setup()
    from bench.world import PASSWORD, session_of
    from clauseway.organization.models import User

    user = User(email="documents@bench.example", name="Dora Bench")
    user.set_password(PASSWORD)
    user.save()
    made = Builder(QUICK if quick else Size(), user).build()
    tell(**made, session=session_of(user), email=user.email)


class Builder:
    """Makes the organization. Identifiers follow from numbers, so that one statement can fill a table."""

    def __init__(self, size: Size, user: Any) -> None:
        self.size, self.user = size, user

    def build(self) -> dict[str, Any]:
        from django.db import connection
        from django.utils import timezone

        from clauseway.kernel.context import Context, system_context, within
        from clauseway.organization.operations import create_organization

        now = timezone.now()
        organization, founder = create_organization(
            Context(None, self.user.id, now=now), name="Bench documents", headcount=800, founder=self.user
        )
        self.organization, self.me = organization.id, founder.person
        context = system_context(organization.id, now=now)
        with within(context), connection.cursor() as cursor:
            self.cursor = cursor
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT setseed(0.5)")
            system = self.ground(context)
            self.lines()
            self.around()
            pages = self.pages()
        base = f"/o/{organization.slug}/s/{system.slug}/"
        return {
            "pages": {name: base + path for name, path in pages.items()},
            "figures": {"organization": str(organization.id), "slug": organization.slug},
        }

    def ground(self, context: Any) -> Any:
        """People, a system with one standard."""
        from clauseway.catalogue.models import Edition
        from clauseway.kernel.folding import fold
        from clauseway.organization.models import Person
        from clauseway.systems.models import AppliedEdition, System

        mine: dict[str, Any] = {"organization_id": self.organization}
        names = [f"Person {n:03d}" for n in range(200)]
        people = Person.objects.bulk_create(
            Person(name=n, fold=fold(n), live_from=context.today, **mine) for n in names
        )
        self.people = [person.id for person in people]
        system = System.objects.create(
            name="Quality", slug="quality", started_on=context.today, lead_id=self.me, **mine
        )
        edition = Edition.objects.get(slug=EDITION)
        AppliedEdition.objects.create(system_id=system.id, edition=edition, valid_from=context.today, **mine)
        self.system = system.id
        return system

    def fill(self, model: Any, values: Mapping[str, str], source: str) -> None:
        """Insert what `source` gives into a table: SQL for the columns named, and each other column its own default."""
        columns, chosen = ["organization_id"], [f"'{self.organization}'::uuid"]
        for field in model._meta.concrete_fields:
            name = field.column
            if name == "organization_id":
                continue
            if name in values:
                columns.append(name)
                chosen.append(values[name])
            elif name == "id":
                columns.append(name)
                chosen.append("gen_random_uuid()")
            elif field.null or field.has_db_default():
                continue
            else:
                columns.append(name)
                chosen.append(_literal(field))
        names = ", ".join(f'"{name}"' for name in columns)
        self.cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(chosen)} FROM {source}')

    def lines(self) -> None:
        """The documents with their revisions, texts of real length, passages and the words of what is listed."""
        from clauseway.documents.models import Document, DocumentWords, Passage

        size = self.size
        words = _words()
        sign = "CASE WHEN g % 12 = 0 THEN '. ' WHEN g % 90 = 1 THEN E'\\n\\n' ELSE ' ' END"
        prose = (
            f"SELECT string_agg((ARRAY{list(words)})[1 + floor(random() * random() * {len(words)})::int] || {sign}, '')"
            f" FROM generate_series(1, CASE WHEN r >= {size.revisions - 1} THEN {size.words} ELSE {size.old_words} END + 0 * d) g"
        )
        kinds = "(ARRAY['policy','procedure','instruction','form','plan','register','record','external','other'])[1 + d % 9]"
        newest = f"r = {size.revisions}"
        self.fill(
            Document,
            {
                "id": _key("d", "r"),
                "system_id": f"'{self.system}'::uuid",
                "line_id": f"CASE WHEN r > 1 THEN {_key('d', '1')} END",
                "number": "r",
                "shown": newest,
                "title": "initcap(split_part(text, ' ', 4)) || ' at ' || split_part(text, ' ', 5) || ' ' || d",
                "fold": "lower(split_part(text, ' ', 4) || ' at ' || split_part(text, ' ', 5) || ' ' || d)",
                "name": "'document ' || d || '.md'",
                "state": f"CASE WHEN NOT {newest} THEN 'superseded' WHEN d % 10 = 3 THEN 'draft' ELSE 'effective' END",
                "reasons": '\'[["approved-here", ""]]\'::jsonb',
                "form": "'authored'",
                "text": "'# ' || d || E'\\n\\n## Purpose\\n\\n' || text",
                "kind": kinds,
                "identifier": "'D-' || lpad(d::text, 5, '0')",
                "identifier_fold": "'d-' || lpad(d::text, 5, '0')",
                "owner_id": self.person("d"),
                "author_id": self.person("d + 1"),
                "approved_by_id": self.person("d + 2"),
                "approved_on": f"current_date - ({size.revisions} - r) * 90 - d % 60",
                "effective_from": f"current_date - ({size.revisions} - r) * 90 - d % 60",
                "effective_until": f"CASE WHEN NOT {newest} THEN current_date - ({size.revisions} - r - 1) * 90 - d % 60 END",
                "reviewed_on": f"current_date - ({size.revisions} - r) * 90 - d % 60",
                "words": str(size.words),
                "confirmed_at": "now()",
                "wrote": "'[]'::jsonb",
            },
            f"(SELECT d, r, ({prose}) AS text FROM generate_series(1, {size.documents}) d,"
            f" generate_series(1, {size.revisions}) r) made",
        )
        listed = f"documents_document WHERE system_id = '{self.system}' AND shown"
        self.fill(
            DocumentWords, {"document_id": "id", "fold": "lower(identifier || ' ' || title || ' ' || text)"}, listed
        )
        parts = (
            f"(SELECT id AS document, text, p FROM {listed.replace(' WHERE', ', generate_series(0, 5) p WHERE')}) cut"
        )
        self.fill(
            Passage,
            {
                "document_id": "document",
                "position": "p",
                "heading": "'Part ' || p",
                "text": "substr(text, 1 + p * (length(text) / 6), length(text) / 6)",
            },
            parts,
        )

    def around(self) -> None:
        """Rounds with their votes, suggestions decided and waiting, readers, groups, reviews."""
        from clauseway.documents.models import Audience, DocumentReview, Reading, Round, Suggestion, Vote

        size, listed = self.size, f"documents_document WHERE system_id = '{self.system}'"
        late = f"{listed} AND number > {size.revisions - 3}"
        round_key = "md5('round' || id::text)::uuid"
        self.fill(
            Round,
            {"id": round_key, "document_id": "id", "number": "1", "text": "text", "result": "'approved'"},
            late,
        )
        self.fill(
            Vote,
            {
                "round_id": "md5('round' || id::text)::uuid",
                "person_id": f"CASE p WHEN 1 THEN {self.person('number')} ELSE {self.person('number + 7')} END",
                "part": "CASE p WHEN 1 THEN 'review' ELSE 'approval' END",
                "answer": "'approve'",
                "answered_at": "now()",
            },
            late.replace("documents_document WHERE", "documents_document, generate_series(1, 2) p WHERE"),
        )
        self.fill(
            Suggestion,
            {
                "passage_id": "passage",
                "document_id": "document",
                "system_id": f"'{self.system}'::uuid",
                "requirement_id": "requirement",
                "score": "0.5",
                "strength": "'strong'",
                "state": "CASE WHEN n % 4 = 0 THEN 'proposed' ELSE 'accepted' END",
                "decided_by_id": f"CASE WHEN n % 4 > 0 THEN {self.person('n::int')} END",
                "decided_on": "CASE WHEN n % 4 > 0 THEN current_date END",
            },
            "(SELECT p.id AS passage, p.document_id AS document, row_number() OVER () AS n,"
            " q.ids[1 + (row_number() OVER () * 7) % array_length(q.ids, 1)] AS requirement"
            " FROM documents_passage p, (SELECT array_agg(r.id) AS ids FROM catalogue_requirement r"
            " JOIN catalogue_edition e ON e.id = r.edition_id"
            f" WHERE e.slug = '{EDITION}') q WHERE p.position < 4) made",
        )
        self.fill(
            Reading,
            {
                "document_id": "id",
                "person_id": self.person("p + number"),
                "asked_on": "current_date - 20",
                "due_on": "current_date + p - 10",
                "read_at": "CASE WHEN p % 3 > 0 THEN now() END",
            },
            f"(SELECT id, p, (row_number() OVER ())::int AS number FROM documents_document, generate_series(1, {size.readers}) p"
            f" WHERE system_id = '{self.system}' AND state = 'effective') made",
        )
        mine = f"'{self.me}'::uuid"
        self.fill(
            Reading,
            {"document_id": "id", "person_id": mine, "asked_on": "current_date - 20", "due_on": "current_date - 3"},
            f"{listed} AND state = 'effective' AND substr(id::text, 1, 1) = '7'",
        )
        self.fill(
            Audience,
            {"line_id": "id", "kind": "'unit'", "ref": "'Unit ' || p", "must_read": "true"},
            f"documents_document, generate_series(1, 2) p WHERE system_id = '{self.system}' AND number = 1",
        )
        self.fill(
            DocumentReview,
            {"document_id": "id", "on": "current_date - 30", "reviewed_by_id": self.person("number")},
            f"{listed} AND state = 'effective'",
        )

    def person(self, number: str) -> str:
        """SQL: one of the people, by a number."""
        ids = ", ".join(f"'{key}'" for key in self.people[:100])
        return f"(ARRAY[{ids}]::uuid[])[1 + ({number}) % 100]"

    def pages(self) -> dict[str, str]:
        """The pages measured. A name that begins with "search" has the limit of a search."""
        from clauseway.documents.models import Document

        rows = Document.objects.filter(system_id=self.system).order_by("line_id", "number")
        now = rows.filter(shown=True, state="effective").order_by("fold")[0]
        old = rows.filter(line_id=now.line_id).exclude(id=now.id).order_by("-number")[0]
        work = rows.filter(shown=True, state="draft")[0]
        return {
            "documents": "documents/",
            "documents, page 60": "documents/?page=60",
            "documents, latest first": "documents/?sort=-in",
            "documents, by day in force": "documents/?sort=-since",
            "documents, in work": "documents/?state=draft",
            "documents, policies": "documents/?kind=policy",
            "search, a word of half of them": "documents/?q=welding",
            "search, two words": "documents/?q=torque+valvement",
            "search, a rare beginning": "documents/?q=weldlin",
            "search, by reference": "documents/?q=9001+8.4",
            "search, identifier": "documents/?q=d-04711",
            "search over everything, words": "search/?q=torque",
            "search over everything, by reference": "search/?q=9001+8.4",
            "document": f"documents/{now.id}/",
            "document, superseded": f"documents/{old.id}/",
            "document, draft": f"documents/{work.id}/",
            "document, compared": f"documents/{now.id}/compare",
            "round": f"documents/{now.id}/round",
            "my reading": "documents/reading/",
            "passages to decide": "documents/review/",
        }


def _words() -> list[str]:
    """What texts are made of: plain words first, which come up most, then four hundred of the trade."""
    return [*PLAIN, *(f"{stem}{end}" for end in ENDS for stem in STEMS)]


def _key(document: str, revision: str) -> str:
    return f"md5('bench document ' || {document} || ' ' || {revision})::uuid"


def _literal(field: Any) -> str:
    """A field's default, or nothing of its kind, as SQL."""
    value = field.get_default()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | dict):
        return f"'{json.dumps(value)}'::jsonb"
    return f"'{value or ''}'"


def figures(told: dict[str, Any]) -> None:
    """The redline of two texts of fifty pages, and the PDF of fifty pages in its job; milliseconds, the median of some runs."""
    import django

    django.setup()
    import uuid

    from clauseway.kernel.context import system_context

    context = system_context(uuid.UUID(told["organization"]))
    text = _fifty_pages()
    tell(redline_ms=_redline(text), paper_ms=_paper(context, text))


def _fifty_pages() -> str:
    import random

    dice, words = random.Random(3), _words()
    made = []
    for section in range(100):
        made.append(f"## {section + 1} {dice.choice(words).capitalize()}\n")
        for _paragraph in range(3):
            made.append(" ".join(dice.choice(words) for _word in range(PAGE_WORDS // 6)) + ".\n")
    return "\n".join(made)


def _redline(text: str) -> float:
    """Every section differs: a word here, a paragraph moved there, some gone, some new."""
    import random

    from clauseway.rules.redline import redline

    dice = random.Random(4)
    lines = text.split("\n")
    for at in range(0, len(lines), 4):
        words = lines[at].split(" ")
        words[dice.randrange(len(words))] = "changed"
        lines[at] = " ".join(words)
    for _move in range(20):
        lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))
    return _median(5, lambda: redline(text, "\n".join(lines)))


def _paper(context: Any, text: str) -> float:
    """Asked for, made and kept, as the worker does it."""
    from clauseway.documents.copies import ask_copy
    from clauseway.documents.models import Document
    from clauseway.documents.operations import add_document
    from clauseway.kernel.context import within
    from clauseway.systems.models import System
    from clauseway.web.documents.tasks import make

    with within(context):
        system = System.objects.get()
        row = add_document(context, system.id, title="Fifty pages", text=text)
        copy = ask_copy(context, row.id, format="pdf")[0]
        assert Document.objects.filter(id=row.id).exists()
    return _median(3, lambda: make(context, copy.id))


def _median(runs: int, act: Callable[[], Any]) -> float:
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--figures"]:
        figures(json.loads(sys.argv[2]))
    else:
        main("--quick" in sys.argv)
