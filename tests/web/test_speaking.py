"""Texts in the reader's language, quickly: the same answers as Django's own gettext."""

import threading

import pytest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, trans_real

from clauseway.web import speaking


@pytest.fixture(autouse=True)
def _installed() -> None:
    speaking.install()


@pytest.mark.parametrize("language", ["en", "de", "nl"])
@pytest.mark.parametrize("message", ["Yes", "This field is required.", "two\r\nlines", "", "no such text anywhere"])
def test_it_says_what_django_says(language: str, message: str) -> None:
    """Asked for the first time and from memory."""
    with translation.override(language):
        assert [gettext(message), gettext(message)] == [trans_real.gettext(message)] * 2


def test_each_language_has_its_own_memory() -> None:
    """A text remembered in one language is not given to a reader of another."""
    with translation.override("de"):
        german = gettext("Yes")
    with translation.override("fr"):
        assert gettext("Yes") != german


def test_each_thread_has_its_own_language() -> None:
    """Choosing a language for one request changes nothing for another."""
    heard = []
    with translation.override("de"):
        thread = threading.Thread(target=lambda: heard.append(translation.get_language()))
        thread.start()
        thread.join()
        assert translation.get_language() == "de"
    assert heard == ["en"]


def test_without_a_language_the_default_speaks() -> None:
    """Jobs and commands may have chosen none."""
    with translation.override("de"):
        translation.deactivate()
        assert translation.get_language() == "en"
        assert gettext("Yes") == "Yes"


def test_with_translation_switched_off_nothing_is_remembered() -> None:
    """`deactivate_all` makes a new empty translation each time; keeping those would grow for ever."""
    before = len(speaking._remembered)
    with translation.override(None):
        assert gettext("Yes") == "Yes"
        assert translation.get_language() is None
    assert len(speaking._remembered) == before


def test_a_text_that_is_safe_stays_safe() -> None:
    """Memory must not turn safe markup into text, nor text into safe markup."""
    plain, safe = "<b>Yes</b>", mark_safe("<b>Yes</b>")
    assert isinstance(gettext(safe), SafeString)
    assert not isinstance(gettext(plain), SafeString)
    assert isinstance(gettext(safe), SafeString)
