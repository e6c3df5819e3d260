"""Parts of a page that are kept: drawn once for the same values and language, never for others."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from clauseway.web.components import Link
from clauseway.web.drawn import MOST, drawn_once, forget, kept
from clauseway.web.jinja import environment

TEMPLATE = "{% call drawn_once('links', links) %}{% for link in links %}<a>{{ link.label }} {{ count() }}</a>{% endfor %}{% endcall %}"


@pytest.fixture(autouse=True)
def _empty() -> None:
    forget()


def draw(*labels: str) -> tuple[str, int]:
    """What the template gives, and how often something in it was asked."""
    asked: list[int] = []

    def count() -> str:
        asked.append(1)
        return ""

    links = tuple(Link(label=label, href="/") for label in labels)
    return environment().from_string(TEMPLATE).render(links=links, count=count), len(asked)


def test_the_same_values_are_drawn_once() -> None:
    first, asked = draw("Plan", "Work")
    assert asked == 2
    assert draw("Plan", "Work") == (first, 0)


def test_other_values_another_language_and_another_zone_are_drawn_anew() -> None:
    draw("Plan")
    assert draw("Work")[1] == 1
    with translation.override("de"):
        assert draw("Plan")[1] == 1
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert draw("Plan")[1] == 1


def test_what_is_kept_stays_escaped() -> None:
    for _attempt in range(2):
        assert "<a>&lt;b&gt;Plan </a>" in draw("<b>Plan")[0]


def test_values_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(TypeError):
        drawn_once("list", [], caller=lambda: "")  # type: ignore[arg-type]


def test_what_is_kept_does_not_grow_without_end() -> None:
    for number in range(30):
        drawn_once("long", number, caller=lambda: "x" * (MOST // 10))
    assert 0 < kept() <= 10
