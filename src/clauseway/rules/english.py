"""English for matching: a light stemmer and the words that say nothing about a subject."""

from functools import lru_cache

_STOP = """
    a about above after again all also although always am an and any are as at back be because been before
    being below between both but by can cannot could did do does doing done down during e each eg either else
    etc even ever every few for from further g get given had has have having he her here him his how however i
    ie if in into is it its itself just let like made make makes many may me might more most much must my n no
    nor not now of off often on once one only or other our out over own per rather s same see shall she should
    since so some still such t than that the their them then there these they this those though through thus
    to too under until up upon us use used uses using very via was way we well were what when where whether
    which while who whom whose why will with within without would yes yet you your
"""
STOP = frozenset(_STOP.split())
_DOUBLED_L = ("troll", "cell", "bell", "dell", "vell")  # controlled, cancelled, labelled, modelled, travelled


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without the endings of number, tense and spelling: policies, policy -> polici; authorised -> authoriz."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    for british, common in (("isation", "ize"), ("ization", "ize"), ("ising", "ize"), ("ised", "ize"), ("ise", "ize")):
        if word.endswith(british) and len(word) > len(british) + 3:
            word = word[: -len(british)] + common
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and any(vowel in root for vowel in "aeiouy"):
            doubled = (root[-1] == root[-2] and root[-1] not in "lsz") or (root.endswith(_DOUBLED_L) and len(root) > 5)
            word = root[:-1] if doubled else root
            break
    if word.endswith("ation") and len(word) > 8:
        word = word[:-3]  # classification, classify stay apart; validation meets validate
    for ending in ("ly", "ness"):
        if word.endswith(ending) and len(word) > len(ending) + 4:
            word = word[: -len(ending)]
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
