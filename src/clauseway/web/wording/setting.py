"""What the sentences are said about: the requirement, what is known by name, where the reader is and what they may do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clauseway.catalogue.queries import CompiledRequirement, ExpectationWords
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.rules.facts import Expectation
from clauseway.web.wording.lookup import NOTHING, Known, Lookup


def _nobody(permission: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Setting:
    """`base` is the address of the system, `here` of the requirement's page (both without a slash at the end). Without `may` nothing is offered.

    `filled`: the most pressing reason carries the page's one filled button.
    """

    requirement: CompiledRequirement
    lookup: Lookup = NOTHING
    base: str = ""
    here: str = ""
    may: Callable[[str], bool] = _nobody
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Because:
    """One stored reason with everything a sentence about it may need."""

    raw: Mapping[str, Any]
    setting: Setting

    @property
    def code(self) -> str:
        return str(self.raw["code"])

    @property
    def weighs(self) -> str:
        return str(self.raw["weighs"])

    @property
    def refs(self) -> Mapping[str, Any]:
        return self.raw.get("refs") or {}

    @property
    def expected(self) -> ExpectationWords | None:
        return self.setting.requirement.expectations.get(self.raw.get("expectation", ""))

    @property
    def terms(self) -> Expectation | None:
        code = self.raw.get("expectation", "")
        return next((e for e in self.setting.requirement.asked.expectations if e.code == code), None)

    @property
    def word(self) -> Word | None:
        return vocabulary().words.get(self.expected.kind) if self.expected else None

    @property
    def says(self) -> str:
        return self.expected.says if self.expected else self.setting.requirement.title

    @property
    def population(self) -> str:
        return str(self.refs.get("population", ""))

    @property
    def subjects(self) -> list[str]:
        return list(self.refs.get("subjects") or ())

    @property
    def names(self) -> list[str]:
        """The members by name; none where nobody looked names up (a list that prints sentences only)."""
        if self.setting.lookup is NOTHING:
            return []
        return self.setting.lookup.sorted_names(self.subjects)

    @property
    def site(self) -> str:
        return self.setting.lookup.name(self.refs["site"]) if self.refs.get("site") else ""

    @property
    def claims(self) -> list[Known]:
        known = self.setting.lookup.claims
        return [known[key] for key in self.refs.get("claims") or () if key in known]

    @property
    def claim(self) -> Known | None:
        return next(iter(self.claims), None)
