"""Folded texts: what is stored beside a name so that search and sorting work without a database's collation.

The embedded PostgreSQL has no ICU and no unaccent, so accents and letter case are folded here and stored.
"""

import functools
import re
import unicodedata

_DIGITS = re.compile(r"(\d+)")


@functools.lru_cache(8192)
def fold(text: str) -> str:
    """Lower case without accents, white space squeezed: `fold("Säge  Nr.") == "sage nr."`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def natural_key(text: str) -> str:
    """A key that sorts A.5.9 before A.5.10: every run of digits is padded to six places."""
    return _DIGITS.sub(lambda run: run.group().zfill(6), fold(text))
