"""From an address to the edition and requirement it names, within the editions the system applies."""

from dataclasses import dataclass

from django.http import Http404

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.systems.queries import Applied, applied_editions
from clauseway.web.frame import Place


@dataclass(frozen=True, slots=True)
class Found:
    """What the address names, and every edition at work in the system."""

    applied: tuple[Applied, ...]
    edition: CompiledEdition
    requirement: CompiledRequirement

    @property
    def editions(self) -> tuple[CompiledEdition, ...]:
        return tuple(entry.edition for entry in self.applied)

    def ordered(self) -> list[CompiledRequirement]:
        """The judged requirements of the edition in their order."""
        return [r for r in self.edition.requirements.values() if r.judged]


def editions_of(place: Place) -> tuple[Applied, ...]:
    """The editions at work; Http404 outside a system."""
    if place.system is None:
        raise Http404
    return tuple(applied_editions(place.context, place.system.id))


def find(place: Place, edition: str, ref: str) -> Found:
    """Http404 for an edition that is not applied here or a requirement it does not have."""
    applied = editions_of(place)
    entry = next((a for a in applied if a.edition.slug == edition), None)
    found = entry.edition.by_ref.get(ref) if entry else None
    if entry is None or found is None:
        raise Http404
    return Found(applied, entry.edition, found)
