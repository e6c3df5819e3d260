"""Is a text in force, or only a draft? Read from the text alone.

A text counts as in force only when it states an approval (who and when) or a date from which it applies, and carries no
sign of being unfinished. When unsure it is a draft: a draft shows nothing, so the error costs a question, not a lie.

Reason codes, draft: template, placeholder, to-be-determined, blank-line, empty-table, empty-cells, unticked-form,
draft-status, draft-version, withdrawn, not-dated, approver-without-date, date-without-approver,
effective-later, expired, empty.
Reason codes, effective: effective-date, approved (detail "who, when").
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clauseway.rules.blanks import blanks

State = Literal["effective", "draft"]
EMPTY_SHARE = 0.34  # of the cells of all tables; a filled register leaves about a tenth empty
MIN_CELLS = 8

_MONTH = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_DATE = re.compile(
    r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b"
    r"|\b(?P<d2>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?:of )?(?P<m2>[A-Za-z]{3,9})\.?,?[ -]+(?P<y2>\d{4})\b"
    r"|\b(?P<m3>[A-Za-z]{3,9})\.? (?P<d3>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y3>\d{4})\b"
    r"|\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y4>\d{4})\b"
)
_FENCED = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_FORM_SECTION = re.compile(
    r"^#{3,6} [^\n]*\btemplates?\b[^\n]*\n(?:(?!#{1,6} )[^\n]*(?:\n|\Z))*", re.MULTILINE | re.IGNORECASE
)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_ORNAMENT = re.compile(r"[\U0001F000-\U0001FAFF\u2190-\u21FF\u2300-\u25FF\u2605-\u2609\u2613-\u27BF\uFE0F\u200D*`]+")
_EFFECTIVE_WORDS = (
    r"effective(?: date| from| since| as of| on)?|in force(?: since| from)?|valid from|applicable from|date of entry"
    r" into force|(?:comes|came|enters|entered) into (?:force|effect)(?: on)?|(?:takes|took) effect(?: on)?"
)
_EFFECTIVE = re.compile(rf"\b(?:{_EFFECTIVE_WORDS})\s*[:|]?\s*(?P<value>[^|\n]{{0,60}})", re.IGNORECASE)
_APPROVER = re.compile(
    r"\b(?:approved|authori[sz]ed|released|signed(?: off)?) by\s*(?P<mark>[:|]?)\s*(?P<who>[^|\n]{0,80})"
    r"|^\W*approver\s*[:|]\s*(?P<who2>[^|\n]{0,80})",
    re.IGNORECASE,
)
_APPROVED_ON = re.compile(
    r"\b(?:approved(?: and issued)?(?: on)?|approval date|date of approval|date approved|release date|issue date"
    r"|date of issue)"
    r"\s*[:|]?\s*(?P<value>[^|\n]{0,60})",
    re.IGNORECASE,
)
_EXPIRES = re.compile(r"\b(?:valid until|expires(?: on)?|expiry date)\s*[:|]?\s*(?P<value>[^|\n]{0,40})", re.IGNORECASE)
_TBD = re.compile(
    r"\b(?:TBD|TBC|TBA|TODO|FIXME|XXX+|[Tt]o be (?:determined|confirmed|completed|decided|announced|filled))\b"
    r"|lorem ipsum|\b(?:YYYY[-/]MM[-/]DD|DD[-/.]MM[-/.]YYYY|MM[-/]DD[-/]YYYY|XX[-/.]XX[-/.]XXXX)\b",
)
_BRACKETED = re.compile(r"\[([^\[\]\n]{2,120})\](?![(:\[])")
_ANGLED = re.compile(r"<\s*([A-Za-z][A-Za-z '/,.-]{1,60})\s*>(?!\()")
_BRACED = re.compile(
    r"\{\{\s*[A-Za-z][\w .]{1,40}\s*\}\}|\{\s*(?:company|organi[sz]ation|name|date|your)\b[^{}\n]{0,30}\}",
    re.IGNORECASE,
)
_EXAMPLE_NAME = re.compile(
    r"\bACME (?:CORP|Corp|Inc|Ltd|Company)\b|\b(?:Your|Example) (?:Company|Organi[sz]ation)(?: Name| Ltd| Inc)?\b"
)
_POINTER = re.compile(r"\b(?:per|see|available|refer|according to)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"_{5,}|\.{8,}|…{3,}")
_ORDER = re.compile(
    r"^(?:insert|enter|specify|describe|list|add|fill|state|name of|your|brief|e\.g\.|company|organi[sz]ation|replace"
    r"|select|choose|provide|define|auto-generated)\b",
    re.IGNORECASE,
)
_SLOT = re.compile(
    r"\b(?:name|names|date|company|organi[sz]ation|title|role|position|address|e-?mail|phone|telephone|signature|version"
    r"|department|location|number|summary|status|owner|jurisdiction|time|amount|description|author|approver|contact|logo"
    r"|client|customer|supplier|vendor|city|country|purpose|none|low|yes|severity|text|here)\b",
    re.IGNORECASE,
)
_DRAFT_STATUS = re.compile(
    r"\b(?:document |approval |review )?(?:status|state)\s*[:|]\s*(draft|in review|under review|proposed|pending"
    r"|in progress|for approval|awaiting approval|work in progress|wip|not approved)\b"
    r"|\b(not yet approved|awaiting approval|pending approval|draft for (?:review|comment|discussion|approval))\b",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\b(?:document )?(?:status|state)\s*[:|]\s*(withdrawn|obsolete|superseded|archived|retired|replaced|expired)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:version|revision|rev\.?|document version)\s*(?:no\.?|number)?\s*[:|]?\s*v?(\d+)\.(\d+)", re.IGNORECASE
)
_TEMPLATE_TALK = re.compile(
    r"\b(?:this (?:document )?(?:is a )?template|(?:using|use|adapt|customi[sz]e|complete|fill (?:in|out))"
    r" this template|delete this (?:text|paragraph|section|note)|replace the (?:text|placeholders?)"
    r"|guidance notes? in italics)\b",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"[☐□▢]")
_TICKED = re.compile(r"[☑☒✓✔■]|\[[xX]\]")
_VOID = re.compile(r"^[\s\-—–_.…?*☐□]*$|^(?:tbd|tbc|tba|todo|xxx+|none yet|not yet)$", re.IGNORECASE)
_NOBODY = re.compile(
    r"^[\W_]*$|^\W*(?:tbd|tbc|tba|pending|name|none|n/?a|not yet|awaiting|to be\b|date|signature|the\b|management$)"
    r"|\[|<|__",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Maturity:
    """Whether a text is in force, why, and the dates and approver it states (ISO dates, "" when not stated)."""

    state: State
    reasons: tuple[tuple[str, str], ...]
    effective_on: str = ""
    approved_by: str = ""
    approved_on: str = ""


def maturity(text: str, *, title: str = "", as_of: date | None = None) -> Maturity:
    """Judge one text (Markdown or plain). `as_of`: what applies only later, or no longer, is not in force that day.

    Forms inside ``` fences, and blanks in a subsection (third level and below) headed "... template", are examples that
    the text carries for later use, not blanks of its own.
    """
    plain = _plain(text)
    tables = _tables(plain)
    effective_on, approved_by, approved_on = _stated(plain, tables)
    against = [*_blank(text), *_unfinished(plain, tables, title), *_not_now(plain, effective_on or approved_on, as_of)]
    if not effective_on and not (approved_by and approved_on):
        stated = ("date-without-approver", approved_on) if approved_on else ("not-dated", "")
        against.append(("approver-without-date", approved_by) if approved_by else stated)
    if against:
        return Maturity("draft", tuple(against), effective_on, approved_by, approved_on)
    reasons = [("effective-date", effective_on)] if effective_on else []
    if approved_by and approved_on:
        reasons.append(("approved", f"{approved_by}, {approved_on}"))
    return Maturity("effective", tuple(reasons), effective_on, approved_by, approved_on)


def _plain(text: str) -> str:
    text = _FENCED.sub("\n", text.replace("\r\n", "\n"))
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", _CODE.sub(" ", text)))
    lines = (re.sub(r"[ \t]+", " ", _ORNAMENT.sub(" ", line)).strip() for line in text.replace("\xa0", " ").split("\n"))
    return "\n".join(lines)


def _blank(text: str) -> list[tuple[str, str]]:
    """A blank of our own templates, wherever it stands; in code or an example of a form it counts too."""
    open_ = blanks(text)
    return [("placeholder", open_[0].says)] if open_ else []


def _unfinished(plain: str, tables: list[list[list[str]]], title: str) -> list[tuple[str, str]]:
    """Every sign that the text is a form, a template or not finished."""
    if not any(char.isalnum() for char in plain):
        return [("empty", "")]
    found: list[tuple[str, str]] = []
    headings = (
        re.findall(r"^#{1,6} +(.+)$", plain, re.MULTILINE)[:1] or [line for line in plain.split("\n") if line][:1]
    )
    named = [
        name for name in (title, *headings) if re.search(r"\btemplate\b|^(?:sample|example)\b", name, re.IGNORECASE)
    ]
    if named or (talk := _TEMPLATE_TALK.search(plain)):
        found.append(("template", named[0] if named else talk.group(0)))  # type: ignore[union-attr]
    if match := _TBD.search(plain):
        found.append(("to-be-determined", match.group(0)))
    if slot := _placeholder(_FORM_SECTION.sub("\n", plain)):
        found.append(("placeholder", slot))
    if match := _BLANK_LINE.search(plain):
        found.append(("blank-line", match.group(0)[:12]))
    if len(_UNTICKED.findall(plain)) >= 3 and not _TICKED.search(plain):
        found.append(("unticked-form", ""))
    found += _empty_tables(tables)
    if match := _DRAFT_STATUS.search(plain) or re.search(r"^\W*(DRAFT)\b", plain, re.MULTILINE):
        found.append(("draft-status", next(group for group in match.groups() if group)))
    for name in (title, *headings):
        if re.search(r"\bdraft\b", name, re.IGNORECASE):
            found.append(("draft-status", name))
    if match := _WITHDRAWN.search(plain):
        found.append(("withdrawn", match.group(1)))
    if version := _version(plain, tables):
        found.append(("draft-version", version))
    return found


def _placeholder(plain: str) -> str:
    for match in _BRACKETED.finditer(plain):
        inner = match.group(1).strip()
        if _POINTER.search(inner):
            continue
        words = inner.split()
        capitals = inner.isupper() and len(words) >= 2
        if (
            _ORDER.match(inner)
            or capitals
            or (len(words) <= 5 and _SLOT.search(inner))
            or (inner.isupper() and _SLOT.search(inner))
        ):
            return match.group(0)
    for match in _ANGLED.finditer(plain):
        if _ORDER.match(match.group(1)) or _SLOT.search(match.group(1)):
            return match.group(0)
    braced = _BRACED.search(plain)
    example = _EXAMPLE_NAME.search(plain)
    return braced.group(0) if braced else example.group(0) if example else ""


def _empty_tables(tables: list[list[list[str]]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    empty = cells = 0
    for table in tables:
        rows = [row for row in table[1:] if row]
        values = [cell for row in rows for cell in (row[1:] if row[0].strip(" .#").isdigit() else row)]
        void = sum(bool(_VOID.match(cell)) for cell in values)
        if values and void == len(values):
            found.append(("empty-table", " | ".join(table[0])[:80]))
        empty, cells = empty + void, cells + len(values)
    if cells >= MIN_CELLS and empty > EMPTY_SHARE * cells:
        found.append(("empty-cells", f"{empty} of {cells}"))
    return found[:3]


def _version(plain: str, tables: list[list[list[str]]]) -> str:
    """A version below 1, stated near the head, or as the highest of a version history."""
    stated = _VERSION.search("\n".join(line for line in plain.split("\n")[:60] if not line.startswith("| ---")))
    if stated:
        return f"{stated.group(1)}.{stated.group(2)}" if stated.group(1) == "0" else ""
    for table in tables:
        columns = [
            at for at, name in enumerate(table[0]) if re.fullmatch(r"(?:version|revision|rev\.?)", name, re.IGNORECASE)
        ]
        numbers = [row[at] for row in table[1:] for at in columns if at < len(row) and re.match(r"v?\d+\.\d", row[at])]
        if numbers and all(re.match(r"v?0\.", number) for number in numbers):
            return max(numbers)
    return ""


def _not_now(plain: str, since: str, as_of: date | None) -> list[tuple[str, str]]:
    if as_of is None:
        return []
    today, found = as_of.isoformat(), []
    if since > today:
        found.append(("effective-later", since))
    until = [day for match in _EXPIRES.finditer(plain) if (day := _first_date(match.group("value")))]
    if until and max(until) < today:
        found.append(("expired", max(until)))
    return found


def _stated(plain: str, tables: list[list[list[str]]]) -> tuple[str, str, str]:
    """(in force since, approver, approval date) as stated; a date is only taken right behind its words."""
    effective = [day for match in _EFFECTIVE.finditer(plain) if (day := _leading_date(match.group("value")))]
    approver, approved = _approval_line(plain)
    for table in tables:
        by, on, since = _approval_table(table)
        effective += [since] if since else []
        if by and on and not (approver and approved):
            approver, approved = by, on
    return (max(effective) if effective else ""), approver, approved


def _approval_line(plain: str) -> tuple[str, str]:
    lines = plain.split("\n")
    who = when = ""
    for at, line in enumerate(lines):
        match = _APPROVER.search(line)
        name = ((match.group("who") or match.group("who2") or "").strip(" :|,.-") if match else "").strip()
        if match is None or not name or _NOBODY.search(name) or name[0].islower():
            continue
        if not (match.group("mark") or match.group("who2")) and not _DATE.search(name.split(". ")[0]):
            continue  # "approved by the manager before release" is a rule, not an approval
        who = who or _DATE.sub("", name).strip(" ,;()-") or name
        near = "\n".join(lines[at : at + 3])
        when = when or _first_date(line) or _labelled(near)
    return who, when or _labelled(plain)


def _labelled(text: str) -> str:
    for match in _APPROVED_ON.finditer(text):
        if day := _leading_date(match.group("value")):
            return day
    return ""


def _approval_table(table: list[list[str]]) -> tuple[str, str, str]:
    """From a history or signature table with columns for approver and date: the last row that has both."""
    header = [name.lower() for name in table[0]]
    who = [
        at for at, name in enumerate(header) if re.search(r"\bapprove[rd]|\bauthori[sz]ed", name) and "date" not in name
    ]
    when = [at for at, name in enumerate(header) if re.search(r"\bdate\b|\bapproved on\b", name)]
    since = [at for at, name in enumerate(header) if re.search(r"\beffective\b|\bin force\b|\bvalid from\b", name)]
    by = on = start = ""
    for row in table[1:]:
        name = row[who[0]] if who and who[0] < len(row) else ""
        day = _leading_date(row[when[0]]) if when and when[0] < len(row) else ""
        if name and day and not _NOBODY.search(name):
            by, on = name, day
        if since and since[0] < len(row):
            start = _leading_date(row[since[0]]) or start
    return by, on, start


def _tables(plain: str) -> list[list[list[str]]]:
    """Pipe tables as rows of cells, the header first, rulers dropped."""
    found: list[list[list[str]]] = []
    inside = False
    for line in plain.split("\n"):
        if not (line.startswith("|") and line.count("|") >= 2):
            inside = False
            continue
        if re.fullmatch(r"[|\s:\-]+", line) and "-" in line:
            continue
        if not inside:
            found.append([])
            inside = True
        found[-1].append([cell.strip() for cell in line.strip("|" if line.endswith("|") else "").split("|")])
    return [table for table in found if table]


def _leading_date(value: str) -> str:
    """The date a value begins with, allowing a weekday or bracket before it."""
    match = _DATE.search(value)
    return _iso(match) if match and match.start() <= 12 else ""


def _first_date(value: str) -> str:
    match = _DATE.search(value)
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    part = match.groupdict()
    try:
        if part["y"]:
            found = date(int(part["y"]), int(part["m"]), int(part["d"]))
        elif part["y4"]:
            first, second = int(part["a"]), int(part["b"])
            found = date(int(part["y4"]), *((second, first) if second <= 12 else (first, second)))
        else:
            name = (part["m2"] or part["m3"])[:3].lower()
            found = date(int(part["y2"] or part["y3"]), _MONTH.index(name) + 1, int(part["d2"] or part["d3"]))
    except ValueError:
        return ""
    return found.isoformat() if 1990 <= found.year <= 2100 else ""
