"""Every page of the navigation, at a desk and on a phone, light and dark: it opens, is accessible, fits, and complains about nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import MANAGER, Visitor

pytestmark = pytest.mark.journey

PAGES = [
    "",
    "work/",
    "work/calendar/",
    "requirements/",
    "requirements/iso-9001-2026/9.2.2/",
    "requirements/iso-27001-2022/A.5.18/",
    "gap/",
    "setup/",
    "stocktake/",
    "documents/",
    "documents/information/",
    "documents/templates/",
    "documents/templates/management-policy/",
    "evidence/",
    "plan/",
    "plan/new/",
    "plan/timeline/",
    "plan/forecast/",
    "standing/",
    "reports/",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


SETTLED = """() => Promise.all(document.getAnimations()
    .filter(one => one.effect && one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => null))).then(() => null)"""


def violations(visitor: Visitor) -> list[str]:
    """What axe finds, one line each, with where; what is still coming in (a toast) is waited for, because half there it has no contrast."""
    visitor.page.evaluate(SETTLED)
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    return [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in found for node in v["nodes"][:3]]


def overflow(visitor: Visitor) -> int:
    """How many pixels the page is wider than the window."""
    return int(visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def look(visitor: Visitor) -> list[str]:
    problems = []
    for path in PAGES:
        status = visitor.go(path)
        if status != 200:
            problems.append(f"{path}: status {status}")
            continue
        problems += [f"{path}: {violation}" for violation in violations(visitor)]
        if overflow(visitor) > 0:
            problems.append(f"{path}: {overflow(visitor)} px too wide")
    return problems + visitor.errors


def test_every_page_at_a_desk(visitor: Visitor) -> None:
    """No status but 200, no axe violation of WCAG 2.2 AA, nothing too wide, no console error."""
    found = look(visitor.sign_in(MANAGER))
    assert not found, "\n".join(found)


def test_every_page_on_a_phone_in_the_dark(on_phone: Visitor) -> None:
    """The same at 390 pixels in the dark theme."""
    found = look(on_phone.sign_in(MANAGER))
    assert not found, "\n".join(found)
