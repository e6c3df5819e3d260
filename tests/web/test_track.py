"""Home: nine stations with live state, what blocks, the ten that matter, and the roads of those who are new or only comply."""

import re
from datetime import timedelta

import pytest

from clauseway.actions.operations import set_milestone
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.models import SelfDeclaration
from clauseway.systems.operations import apply_edition, create_system

from .heart import BACKEND, Heart

pytestmark = pytest.mark.django_db


def test_home_says_what_blocks_and_where_we_are() -> None:
    """Nine stations, one of them now, counts instead of percentages, at most ten things next."""
    heart = Heart()
    html = heart.html(f"{heart.base}/")
    main = html.split("<main")[1].split("</main>")[0]
    assert len(re.findall(r'class="station station--', main)) == 9
    assert main.count("station--now") == 1
    assert "block stage 1" in main
    assert "0 of 188 walked" in main
    assert "%" not in main
    assert main.count('<li class="row"') <= 10
    assert "Shared trunk" in main


def test_an_audit_whose_day_has_come_while_something_blocks_is_marked() -> None:
    """The station of the audit is the one that is blocked."""
    heart = Heart()
    set_milestone(heart.context, system_id=heart.system.id, kind="stage1", on_date=heart.today)
    set_milestone(heart.context, system_id=heart.system.id, kind="stage2", on_date=heart.today + timedelta(days=60))
    html = heart.html(f"{heart.base}/")
    assert html.count("station--blocked") == 1
    assert "station--now" not in html
    assert "first surveillance" in html


def test_the_same_thing_asked_by_two_standards_is_named_once() -> None:
    """What keeps both from being shown stands in one row with both references."""
    heart = Heart()
    assert re.search(r"blocks [^<]*\(ISO 9001:2026\) and [^<]*\(ISO/IEC 27001:2022\)", heart.html(f"{heart.base}/"))


def test_a_new_organization_meets_first_steps_and_no_reds() -> None:
    """Nothing is on file: the page teaches what to do first."""
    user = User.objects.create_user("new@example.test", "a long password 1", name="New")
    start = Context(None, user.id)
    enter(start)
    organization, context = create_organization(start, name="Newcomer", founder=user)
    enter(context)
    system = create_system(context, name="Quality")
    from django.test import Client

    client = Client()
    client.force_login(user, backend=BACKEND)
    base = f"/o/{organization.slug}/s/{system.slug}/"
    html = client.get(base).content.decode()
    assert "First steps" in html
    assert "Which standard, if any?" in html
    enter(context)
    apply_edition(context, system.id, edition=Heart.edition().id)
    html = client.get(base).content.decode()
    assert "The road is open" in html
    assert "First steps" in html
    assert "is-gap" not in html.split('aria-label="First steps"')[1].split("</section>")[0]


def test_who_complies_only_declares_it_and_it_is_frozen() -> None:
    """The last stations are a look back and a declaration; the declaration keeps that day's counts."""
    heart = Heart(editions=())
    apply_edition(heart.context, heart.system.id, edition=heart.edition().id, mode="comply")
    html = heart.html(f"{heart.base}/")
    assert "Declaration" in html
    assert "Certificate" not in html.split("<main")[1]
    path = f"{heart.base}/declare/"
    assert "ISO 9001:2026" in heart.html(path)
    refused = heart.client.post(path, {"once": "a", "standard": "iso-9001-2026", "statement": "short"})
    assert refused.status_code == 422
    values = {
        "once": "b",
        "standard": "iso-9001-2026",
        "statement": "We declare that we work this way, except where said.",
    }
    assert heart.client.post(path, values).status_code == 302
    heart.again()
    assert SelfDeclaration.objects.get().standing["gap"] > 0
    assert "declared" in heart.html(f"{heart.base}/")


def test_home_needs_no_more_than_its_statements() -> None:
    """Whatever is on file."""
    heart = Heart()
    assert heart.statements(f"{heart.base}/") <= 9
