"""Check a story. Every mistake is named with its line, its step and the words that are allowed; all of them at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clauseway.catalogue.vocabulary import Field as Facet
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.cli.scenarios import words
from clauseway.cli.scenarios.fields import DATE, Field
from clauseway.cli.scenarios.marked import Marked, plain
from clauseway.cli.scenarios.naming import find_facet, find_kind, find_rhythm, find_word, nearest
from clauseway.cli.scenarios.story import Expected, Problem, Step, Story


def _wrong(type_: str, key: str, value: Any) -> str:
    """What is wrong with a value that should be a date, number, yes or no, text or mapping; "" when nothing is."""
    if type_ in ("date", "date or none") and not isinstance(value, date):
        return f"“{key}” is a date such as 2026-03-02, not “{value}”."
    if type_ == "number" and (not isinstance(value, int) or isinstance(value, bool)):
        return f"“{key}” is a whole number, not “{value}”."
    if type_ == "yesno" and not isinstance(value, bool):
        return f"“{key}” is yes or no, not “{value}”."
    if type_ == "text" and isinstance(value, dict | list):
        return f"“{key}” is a text."
    if type_ == "mapping" and not isinstance(value, Marked):
        return f"“{key}” is a mapping of names."
    return ""


def _gathered(content: Marked) -> Marked:
    """The head of a story with `suppliers: [...]` and the like moved to where populations stand."""
    moved = {key: find_kind(key) for key in content if key not in words.TOP_FIELDS and find_kind(key)}
    if not moved:
        return content
    head = Marked({key: value for key, value in content.items() if key not in moved})
    head.line, head.lines = content.line, content.lines
    known = content.get("populations")
    populations = Marked(known if isinstance(known, Marked) else {})
    populations.line = content.line
    populations.lines = {**(known.lines if isinstance(known, Marked) else {})}
    for key in moved:
        populations[key] = content[key]
        populations.lines[key] = content.lines[key]
    head["populations"] = populations
    head.lines.setdefault("populations", content.line)
    return head


def _meant(word: str, given: Mapping[str, Any]) -> str:
    """What may have been meant by a word of a step that is none: a fact of the vocabulary is filed as a record."""
    fact = find_word(word)
    if fact is not None:
        return f"; a fact is filed as a record: {{word: {plain(fact.label)}, ...}}."
    return nearest(word, given)


def _known(on: date, delivered: Any) -> date:
    """When a step is put on file that does not say: the day it happened, or on which what was ordered arrived."""
    return max(on, delivered) if isinstance(delivered, date) else on


class Checker:
    """Collects problems while it turns marked YAML into a story."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.given = words.given_words()

    def no(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message))

    def story(self, content: Marked, name: str) -> Story | None:
        values = self.fields(_gathered(content), words.TOP_FIELDS, "the story")
        standards = self._standards(values.get("standards"), content)
        steps = [
            step
            for number, raw in enumerate(self._list(values.get("given"), content, "given"), 1)
            if (step := self._step(raw, number, content.lines.get("given", 1)))
        ]
        expect = [
            row
            for raw in self._list(values.get("expect"), content, "expect")
            for row in self._expected(raw, content.lines.get("expect", 1))
        ]
        people = self._members(values.get("people"), "person", content.lines.get("people", 1))
        groups = self._groups(values, content)
        criteria = self._criteria(values.get("criteria"), content.lines.get("criteria", 1))
        days = [step.on for step in steps] + [step.entered for step in steps]
        asked = [row.as_of for row in expect if row.as_of]
        if self.problems:
            return None
        if not days and not asked and "start" not in values and "today" not in values:
            self.no(content.line, "The story names no date: give a step its date (on), or the story its start.")
            return None
        stated = {key: values[key] for key in ("start", "today") if values.get(key)}
        known = [*days, *asked]
        start: date = stated.get("start") or (min(known) if known else stated["today"])
        today: date = stated.get("today") or max(days, default=max(asked, default=start))
        return Story(
            name=name,
            title=str(values["title"]),
            guard=plain(str(values.get("guard", ""))),
            standards=tuple(standards),
            start=start,
            today=max(today, start),
            steps=tuple(sorted(steps, key=lambda step: step.entered)),
            expect=tuple(expect),
            people=tuple(people),
            groups=tuple(groups),
            criteria=criteria,
        )

    def fields(
        self, given: Marked, allowed: Mapping[str, Field], where: str, *, open_to: bool = False
    ) -> dict[str, Any]:
        """The fields of a mapping, each checked for its type; unknown ones are kept only where more may stand."""
        found: dict[str, Any] = {}
        for key, value in given.items():
            line = given.lines[key]
            if key not in allowed:
                if open_to and value is not None:
                    found[key] = value
                elif value is None and len(key.split()) > 1:
                    self.no(line, f"“{key}” is no word of {where}: put a text with a comma or a colon in quotes.")
                else:
                    self.no(line, f"“{key}” is no word of {where}{nearest(key, allowed)}")
                continue
            if value is None:
                self.no(line, f"“{key}” is empty.")
                continue
            found[key] = self._value(allowed[key], key, value, line)
        for key, field_ in allowed.items():
            if field_.required and key not in given:
                self.no(given.line, f"{where[:1].upper()}{where[1:]} needs “{key}”.")
        return found

    def _value(self, field_: Field, key: str, value: Any, line: int) -> Any:
        if field_.type == "date or none" and value == "none":
            return value
        if field_.type == "names":
            return self._names(key, value, line)
        if field_.type == "choice":
            if plain(str(value)) not in {plain(option) for option in field_.options}:
                self.no(line, f"“{key}” cannot be “{value}”{nearest(plain(str(value)), field_.options)}")
            return plain(str(value))
        wrong = _wrong(field_.type, key, value)
        if wrong:
            self.no(line, wrong)
        return str(value) if field_.type == "text" else value

    def _names(self, key: str, value: Any, line: int) -> list[str]:
        entries = value if isinstance(value, list) else [value]
        if any(isinstance(entry, dict | list) or entry is None for entry in entries):
            self.no(line, f"“{key}” is a name or a list of names.")
            return []
        return [str(entry) for entry in entries]

    def _list(self, value: Any, content: Marked, key: str) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.no(content.lines.get(key, 1), f"“{key}” is a list: every entry starts with a hyphen.")
            return []
        if key == "expect" and not value:
            self.no(content.lines.get(key, 1), "Expect at least one thing.")
        return value

    def _standards(self, value: Any, content: Marked) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        line = content.lines.get("standards", 1)
        for entry in value if isinstance(value, list) else [] if value is None else [value]:
            if isinstance(entry, Marked):
                known = self.fields(entry, words.given_words()["standard"].fields, "a standard")
                found.append((str(known.get("name", "")), str(known.get("mode", ""))))
            elif isinstance(entry, str | int):
                found.append((str(entry), ""))
            else:
                self.no(line, "“standards” is a list of names such as ISO 9001:2026.")
        if value is not None and not found:
            self.no(line, "Name at least one standard, such as ISO 9001:2026.")
        return found

    def _step(self, raw: Any, number: int, line: int) -> Step | None:
        if not isinstance(raw, Marked):
            self.no(line, f"Step {number} is a mapping: a date (on) and one word with its details.")
            return None
        where = f"step {number}"
        named = [key for key in raw if key not in words.STEP_FIELDS]
        own = Marked({key: raw[key] for key in raw if key in words.STEP_FIELDS})
        own.line, own.lines = raw.line, raw.lines
        common = self.fields(own, words.STEP_FIELDS, where)
        if len(named) != 1:
            unknown = next((key for key in named if key not in self.given), "")
            if unknown:
                self.no(raw.lines[unknown], f"Step {number}: “{unknown}” is no word{_meant(unknown, self.given)}")
            else:
                said = f", not {len(named)} ({', '.join(named)})" if named else ""
                self.no(raw.line, f"Step {number} needs exactly one word{said}{nearest('', self.given)}")
            return None
        word = named[0]
        if word not in self.given:
            self.no(raw.lines[word], f"Step {number}: “{word}” is no word{_meant(word, self.given)}")
            return None
        values = self._body(word, raw[word], number, raw.lines[word])
        on = common.get("on") or values.pop("on", None)
        if not isinstance(on, date):
            self.no(raw.line, f"Step {number} needs its date (on: 2026-03-02).")
            return None
        entered = common.get("entered") or values.pop("entered", None) or _known(on, values.get("delivered"))
        return Step(
            line=raw.line,
            number=number,
            on=on,
            entered=entered if isinstance(entered, date) else on,
            word=word,
            values=values,
            by=str(common.get("by") or values.pop("by", "") or ""),
            label=str(common.get("as") or values.pop("as", "") or ""),
            refused=str(common.get("refused", "")),
        )

    def _body(self, word: str, body: Any, number: int, line: int) -> dict[str, Any]:
        given = self.given[word]
        where = f"step {number}, {word}"
        if not isinstance(body, Marked):
            if given.short and isinstance(body, str | int):
                return {given.short: str(body)}
            self.no(line, f"Step {number}: “{word}” takes {', '.join(given.fields)}.")
            return {}
        allowed = {**words.BODY_FIELDS, **given.fields}
        values = self.fields(body, allowed, where, open_to=bool(given.open_to))
        if "members" in values:
            values["members"] = self._members(values["members"], str(values.get("kind", "")), body.lines["members"])
        if "kind" in given.fields and given.fields["kind"].type == "text" and "kind" in values:
            values["kind"] = self._kind(str(values["kind"]), body.lines["kind"], number)
        if "rhythm" in values:
            values["rhythm"] = self._rhythm(str(values["rhythm"]), body.lines["rhythm"])
        if given.open_to:
            self._facets(values, body, {**words.BODY_FIELDS, **given.fields}, number)
        return values

    def _kind(self, name: str, line: int, number: int) -> str:
        kind = find_kind(name)
        if not kind:
            self.no(line, f"Step {number}: “{name}” is no kind of subject{nearest(name, vocabulary().subjects)}")
        return kind

    def _rhythm(self, name: str, line: int) -> str:
        rhythm = find_rhythm(name)
        if not rhythm:
            known = [word.replace("-", " ") for word in vocabulary().rhythms]
            self.no(line, f"“{name}” is no rhythm{nearest(plain(name), known)}")
        return rhythm

    def _facets(self, values: dict[str, Any], body: Marked, own: Mapping[str, Field], number: int) -> None:
        """A record's word and its details, in the vocabulary's own words."""
        name = str(values.get("word", ""))
        word = find_word(name) if name else None
        if name and word is None:
            labels = [plain(known.label) for known in vocabulary().words.values() if "record" in known.by]
            self.no(
                body.lines["word"],
                f"Step {number}: “{name}” is no word of the vocabulary{nearest(plain(name), labels)}",
            )
        facets: dict[str, Any] = {}
        for key in [key for key in values if key not in own]:
            value = values.pop(key)
            if word is None:
                if not name:
                    self.no(body.lines[key], f"Step {number}: “{key}” is no word here{nearest(key, own)}")
                continue
            facet = find_facet(word, key)
            if facet is None:
                known = [*(plain(f.name) for f in word.fields.values()), *own]
                self.no(body.lines[key], f"Step {number}: “{word.label}” has no “{key}”{nearest(key, known)}")
                continue
            facets[facet.name] = self._facet(facet, value, body.lines[key], number)
        if word is not None:
            values["word"] = word.name
        values["facets"] = facets

    def _facet(self, facet: Facet, value: Any, line: int, number: int) -> Any:
        if facet.type == "yesno":
            if not isinstance(value, bool):
                self.no(line, f"Step {number}: “{facet.name}” is yes or no, not “{value}”.")
            return value
        if facet.type == "choice":
            for option in facet.options:
                if plain(option) == plain(str(value)):
                    return option
            self.no(line, f"Step {number}: “{facet.name}” cannot be “{value}”{nearest(str(value), facet.options)}")
        return str(value)

    def _members(self, value: Any, kind: str, line: int) -> list[dict[str, Any]]:
        """Members of a population: names, or mappings with a name and what else is known."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.no(line, "Members are a list of names.")
            return []
        found = []
        word = self.given.get(find_kind(kind).replace("-", " "))
        for entry in value:
            if isinstance(entry, Marked) and word is not None:
                allowed = {**word.fields, "on": DATE, "until": DATE}
                found.append(self.fields(entry, allowed, f"a {kind}"))
            elif isinstance(entry, str | int) and not isinstance(entry, bool):
                found.append({"name": str(entry)})
            elif word is not None:
                self.no(line, "A member is a name, or a mapping with a name.")
        return found

    def _groups(self, values: Mapping[str, Any], content: Marked) -> list[tuple[str, Mapping[str, Any]]]:
        """What is there from the first day: (kind, member)."""
        found: list[tuple[str, Mapping[str, Any]]] = []
        for key, kind in (("sites", "site"), ("processes", "process"), ("parties", "party")):
            for member in self._members(values.get(key), kind, content.lines.get(key, 1)):
                found.append((kind, member))
        populations = values.get("populations")
        if not isinstance(populations, Marked):
            return found
        for name, members in populations.items():
            line = populations.lines[name]
            kind = find_kind(name)
            if not kind:
                self.no(line, f"“{name}” is no kind of subject{nearest(name, vocabulary().subjects)}")
                continue
            found += [(kind, member) for member in self._members(members, kind, line)]
        return found

    def _criteria(self, value: Any, line: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, days in value.items() if isinstance(value, Marked) else ():
            rhythm = self._rhythm(name, value.lines[name])
            if not isinstance(days, int):
                self.no(value.lines[name], f"“{name}” is a number of days, not “{days}”.")
            elif rhythm:
                found[rhythm] = days
        return found

    def _expected(self, raw: Any, line: int) -> list[Expected]:
        if not isinstance(raw, Marked):
            self.no(line, "An expectation is a mapping: a requirement and what it should say.")
            return []
        values = self.fields(raw, words.EXPECT_FIELDS, "an expectation")
        told = set(values) - {"requirement", "as of", "known on", "note"}
        if "requirement" in values and not told:
            self.no(raw.line, f"Say what is expected{nearest('', set(words.EXPECT_FIELDS) - {'requirement', 'note'})}")
        for key in ("reasons", "without"):
            if key in values:
                values[key] = self._reasons(values[key], raw.lines[key])
        values.pop("note", None)
        as_of, known_on = values.pop("as of", None), values.pop("known on", None)
        refs = values.pop("requirement", [])
        return [Expected(raw.line, ref, as_of, known_on, values) for ref in refs]

    def _reasons(self, value: Any, line: int) -> list[dict[str, Any]]:
        found = []
        for entry in value if isinstance(value, list) else [value]:
            wanted: dict[str, Any] = {}
            if isinstance(entry, Marked):
                wanted, line = self.fields(entry, words.REASON_FIELDS, "a reason"), entry.line
            elif isinstance(entry, str):
                wanted = {"code": entry}
            else:
                self.no(line, "A reason is a code, or a mapping with a code.")
                continue
            code = plain(str(wanted.get("code", ""))).replace(" ", "-")
            if code and code not in words.REASON_CODES:
                self.no(line, f"“{wanted['code']}” is no reason{nearest(code, words.REASON_CODES)}")
            found.append({**wanted, "code": code})
        return found
