"""Packs as the rules compare them, straight from the files: for commands that need no database."""

from collections.abc import Iterable, Mapping

from clauseway.catalogue.packs import Pack, Trunk
from clauseway.rules.correspondence import Link, Stand, Stated


def stands_of_pack(pack: Pack) -> tuple[Stand, ...]:
    """The requirements of a pack that was read from files; topics are slugs."""
    return tuple(
        Stand(
            pack.slug,
            str(entry["ref"]),
            str(entry["title"]),
            tuple(
                Link(
                    link["topic"],
                    link["strength"],
                    str(link.get("provenance") or ""),
                    str(link.get("confidence") or ""),
                )
                for link in entry.get("topics") or []
            ),
            entry["kind"] != "heading",
            str(entry["kind"]),
        )
        for entry in pack.requirements
    )


def stated_of_packs(packs: Iterable[Pack]) -> tuple[Stated, ...]:
    """What the packs state about requirements of two editions."""
    return tuple(
        Stated(
            str(entry.get("from") or ""),
            str(entry.get("from_ref") or ""),
            str(entry.get("to") or pack.slug),
            str(entry.get("to_ref") or ""),
            str(entry.get("relation") or ""),
            str(entry.get("strength") or ""),
            str(entry.get("provenance") or ""),
            str(entry.get("confidence") or ""),
        )
        for pack in packs
        for entry in pack.correspondences
    )


def topic_titles(trunk: Trunk) -> Mapping[str, str]:
    """The titles of the trunk's topics, by slug."""
    return {str(topic["slug"]): str(topic["title"]) for topic in trunk.topics}
