"""What stands behind the answers of the data set: records, and documents with passages, most of them accepted for a requirement."""

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.world import Builder


def records(world: "Builder", system: Any, asked: list[Any], standards: tuple[str, ...]) -> None:
    """Facts for most of what is asked: once for the system, or one for each member of the population; most of them recent enough."""
    from clauseway.evidence.models import Record

    possible = list(_possible(asked, standards))
    world.random.shuffle(possible)
    rows = []
    for position, (word, facets, kind, ref, requirement) in enumerate(possible[: world.size.records_per_system]):
        day = world.before(world.random.randrange(5, 330))
        rows.append(
            Record(
                organization_id=world.organization,
                system_id=system.id,
                word=word,
                requirement_id=requirement,
                subject_kind=kind,
                subject_ref=ref,
                item_id=world.proofs[(position + world.random.randrange(9_999)) % len(world.proofs)],
                happened_on=day,
                facets=facets,
                statement="Looked at it together and found it as it should be.",
                performed_by_id=world.random.choice(world.people),
                recorded_by_id=world.random.choice(world.people),
                recorded_at=world.moment(day),
            )
        )
    Record.objects.bulk_create(rows, batch_size=1000)


def _possible(
    asked: list[Any], standards: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, Any], str, str, uuid.UUID | None]]:
    from clauseway.catalogue.vocabulary import vocabulary
    from clauseway.evidence.models import Subject

    words = vocabulary().words
    members: dict[str, list[str]] = {}
    for kind, ref in Subject.objects.filter(superseded_at=None).values_list("kind", "ref"):
        members.setdefault(kind, []).append(ref)
    sites = sorted(members["site"])
    seen = set()
    for requirement in asked:
        for expectation in requirement.asked.expectations:
            word = words[expectation.kind]
            if "record" not in word.by or expectation.person:
                continue
            about = requirement.id if word.of_requirement else None
            facets: dict[str, Any] = {name: v[0] if isinstance(v, list) else v for name, v in expectation.where.items()}
            if word.bound:
                facets["standards"] = list(standards)
            if word.by_site:
                facets["sites"] = sites
            key = (word.name, json.dumps(facets, sort_keys=True), about)
            if key in seen:
                continue
            seen.add(key)
            for ref in members.get(word.subject, [""] if not word.subject else []):
                yield word.name, facets, word.subject, ref, about


def documents(world: "Builder", system: Any, asked: list[Any]) -> None:
    """Documents with passages, of which most are accepted for a requirement and some still wait."""
    from clauseway.documents.models import Document, Passage, Suggestion
    from clauseway.evidence.models import Item

    mine = {"organization_id": world.organization}
    wanted = [r for r in asked if any(e.kind.startswith("documented-information") for e in r.asked.expectations)]
    world.random.shuffle(wanted)
    items = Item.objects.bulk_create(
        world.items(Item, world.size.documents_per_system, "Procedure {}.md", "text/markdown")
    )
    passages, suggestions = [], []
    rows = []
    for number, item in enumerate(items):
        since = world.before(world.random.randrange(20, 300))
        draft = number % 7 == 3
        row = Document(
            system_id=system.id,
            item_id=item.id,
            title=f"Procedure {number} of {system.name}",
            fold=f"procedure {number:02d}",
            name=item.name,
            state="draft" if draft else "effective",
            approved_by_id=None if draft else world.people[1],
            approved_on=None if draft else since,
            effective_from=None if draft else since,
            confirmed_by_id=None if draft else world.people[1],
            confirmed_at=None if draft else world.moment(since),
            author_id=world.people[2],
            words=640,
            **mine,
        )
        rows.append(row)
        for position in range(6):
            passage = Passage(
                document_id=row.id,
                position=position,
                heading=f"{position + 1} Purpose and way",
                text="We do this. " * 60,
                **mine,
            )
            passages.append(passage)
            for requirement in (wanted.pop(), world.random.choice(asked)) if wanted else ():
                taken = requirement in wanted or position < 5
                suggestions.append(
                    Suggestion(
                        passage_id=passage.id,
                        document_id=row.id,
                        system_id=system.id,
                        requirement_id=requirement.id,
                        score=world.random.random(),
                        strength="strong",
                        matched=["purpose", "way"],
                        state="accepted" if taken and not draft else "proposed",
                        decided_by_id=world.me if taken and not draft else None,
                        decided_on=since if taken and not draft else None,
                        decided_at=world.moment(since) if taken and not draft else None,
                        **mine,
                    )
                )
    Document.objects.bulk_create(rows)
    Passage.objects.bulk_create(passages)
    Suggestion.objects.bulk_create({(s.passage_id, s.requirement_id): s for s in suggestions}.values())
