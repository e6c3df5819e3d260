"""A passage as safe HTML in which the words that speak for a requirement are marked."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from clauseway.rules.matching import Language, words
from clauseway.web.jinja import markdown

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
_REF = re.compile(r"[A-Z]?\.?\d+(?:\.\d+)*")
_TAG = re.compile(r"(<[^>]+>|&#?\w+;)")


def marked(text: str, terms: Iterable[str], language: Language | None = None) -> Markup:
    """The passage (Markdown) with every occurrence of the terms marked, whatever its ending; a term of several words as a whole."""
    language = language or Language()
    terms = tuple(terms)
    wanted = {stems for term in terms if not _REF.fullmatch(term) and (stems := tuple(words(term, language)))}
    html = str(markdown(text))
    cited = [re.compile(rf"(?<![\w.]){re.escape(term)}(?!\.?\w)") for term in terms if _REF.fullmatch(term)]
    parts = (part if _TAG.fullmatch(part) else _marked(part, wanted, cited, language) for part in _TAG.split(html))
    return Markup("".join(parts))  # noqa: S704 - cleaned by `markdown`; only <mark> is added


def _marked(text: str, wanted: set[tuple[str, ...]], cited: list[re.Pattern[str]], language: Language) -> str:
    tokens = [
        (found.start(), found.end(), language.stem(re.split("['’]", found.group().lower())[0]))
        for found in _WORD.finditer(text)
        if found.group().lower() not in language.stop
    ]
    spans: list[tuple[int, int]] = [found.span() for pattern in cited for found in pattern.finditer(text)]
    stems = [stem for _a, _b, stem in tokens]
    for term in wanted:
        size = len(term)
        for at in range(len(stems) - size + 1):
            if tuple(stems[at : at + size]) == term:
                spans.append((tokens[at][0], tokens[at + size - 1][1]))
    out, position = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            out += [text[position:start], "<mark>", text[start:end], "</mark>"]
            position = end
    return "".join([*out, text[position:]])


def excerpt(text: str, asked: str, most: int = 160) -> Markup:
    """The stretch of a text around the first word looked for, with every word looked for marked; plain otherwise."""
    plain = " ".join(re.sub(r"[#*_`|>]+", " ", text).split())
    found = _asked(asked).search(plain)
    start = max(0, (found.start() if found else 0) - most // 3)
    start = plain.rfind(" ", 0, start) + 1 if start else 0
    told = emphasized(plain[start : start + most], asked)
    return Markup("").join((("… " if start else ""), told, " …" if start + most < len(plain) else ""))


def emphasized(text: str, asked: str) -> Markup:
    """A short plain text with every word looked for marked where a word of it begins so."""
    parts = _asked(asked).split(text)
    return Markup("").join(Markup("<mark>%s</mark>") % part if at % 2 else part for at, part in enumerate(parts))


def _asked(asked: str) -> re.Pattern[str]:
    """The words looked for, wherever a word begins with one; matches nothing when none is."""
    wanted = "|".join(re.escape(word) for word in sorted(re.findall(r"\w+", asked), key=len, reverse=True))
    return re.compile(rf"(?<!\w)((?:{wanted})\w*)" if wanted else r"((?!))", re.IGNORECASE)
