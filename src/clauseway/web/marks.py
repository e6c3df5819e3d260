"""Icons, marks and tags as ready HTML. Lists print hundreds of them, so each is made once per language and kept."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from clauseway.web.components import State


def state_word(state: str) -> str:
    """The word that always goes with a state's colour and glyph."""
    words = {
        State.SHOWN: _("Shown"),
        State.GAP: _("Gap"),
        State.UNKNOWN: _("Not shown"),
        State.SOON: _("Breaks soon"),
        State.NOT_APPLICABLE: _("Not applicable"),
        State.INFO: _("Note"),
    }
    return words[State(state)]


@lru_cache(maxsize=1024)
def icon(name: str, size: str = "", label: str = "") -> Markup:
    """A glyph of ``img/icons.svg``; ``size`` "s", "" or "l". Decoration unless it stands alone with a ``label``."""
    kind = f"icon icon--{size}" if size else "icon"
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    drawn = Markup('<svg class="{}" {}><use href="{}#{}"></use></svg>')
    return drawn.format(kind, said, static("clauseway/img/icons.svg"), name)


def mark(state: str, word: str = "") -> Markup:
    """The small square: colour, glyph, and the word as tooltip and for those who listen."""
    return _mark(str(state), str(word), get_language())


def tag(state: str, word: str = "", small: bool = False) -> Markup:
    """Glyph and word on the tint of the state."""
    return _tag(str(state), str(word), small, get_language())


@lru_cache(maxsize=2048)
def _mark(state: str, word: str, language: str | None) -> Markup:
    said = escape(word or state_word(state))
    drawn = Markup('<span class="mark is-{}" title="{}">{}<span class="vh">{}</span></span>')
    return drawn.format(state, said, icon(state), said)


@lru_cache(maxsize=2048)
def _tag(state: str, word: str, small: bool, language: str | None) -> Markup:
    size = " tag--s" if small else ""
    drawn = Markup('<span class="tag is-{}{}">{}{}</span>')
    return drawn.format(state, size, icon(state), word or state_word(state))
