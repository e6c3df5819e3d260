"""Lists kept under a name: one's own, replaced under the same name, never an address of somewhere else."""

from dataclasses import replace

import pytest
from tests.web.office import Office

from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.organization.erasure import erase_person
from clauseway.organization.kept import MOST, keep_list, kept_lists, let_go
from clauseway.organization.models import KeptList
from clauseway.organization.operations import add_person

pytestmark = pytest.mark.django_db
PATH = "suppliers/?criticality=high&sort=-evaluated"


def test_what_is_seen_is_kept_and_leads_back() -> None:
    office = Office()
    page = office.get("/suppliers/?criticality=high&sort=-evaluated").content.decode()
    assert "/kept/?of=suppliers%2F%3Fcriticality%3Dhigh%26sort%3D-evaluated" in page
    form = office.get("/kept/").content.decode()
    assert "Lists you keep" in form
    assert office.post("/kept/", {"path": PATH, "name": "Critical"}).url == f"{office.base}/{PATH}"
    office.post("/kept/", {"path": "suppliers/?criticality=low", "name": "Critical"})
    row = KeptList.objects.get()
    assert (row.path, row.list) == ("suppliers/?criticality=low", "suppliers")
    page = office.client.get(f"{office.base}/kept/?of=suppliers/").content.decode()
    assert f'href="{office.base}/suppliers/?criticality=low"' in page
    office.back()
    office.post(f"/kept/{row.id}/let-go/")
    assert not KeptList.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        *("", "/o/other/", "//evil.example/", "https://evil.example/", "suppliers", "suppliers/?q=<b>", "Suppliers/"),
        *(
            "suppliers/../../o/",
            'suppliers/?q="',
            "javascript:alert(1)",
            "suppliers/?q=a b",
            "suppliers/" + "?" + "a" * 600,
        ),
    ],
)
def test_no_other_address_is_kept(path: str) -> None:
    office = Office()
    with pytest.raises(Refusal) as refused:
        keep_list(office.context, name="Mine", path=path)
    assert refused.value.code == "kept.path"


def test_they_are_nobody_elses_and_go_with_the_person() -> None:
    office = Office()
    other = add_person(office.context, name="Olga Owner", live_from=office.context.today)
    theirs = replace(office.context, person=other.id)
    made = keep_list(theirs, name="Hers", path=PATH)
    assert list(kept_lists(office.context)) == []
    with pytest.raises(NotFound):
        let_go(office.context, made.id)
    with pytest.raises(Forbidden):
        keep_list(replace(office.context, person=None), name="Nobody's", path=PATH)
    other.live_until = office.context.today
    other.save()
    erase_person(office.context, other.id)
    assert not KeptList.objects.exists()


def test_a_name_is_needed_and_thirty_are_enough() -> None:
    office = Office()
    with pytest.raises(Refusal):
        keep_list(office.context, name=" ", path=PATH)
    for n in range(MOST):
        keep_list(office.context, name=f"List {n}", path=PATH)
    with pytest.raises(Refusal) as refused:
        keep_list(office.context, name="One more", path=PATH)
    assert refused.value.code == "kept.many"
    keep_list(office.context, name="List 3", path="suppliers/")
    keep_list(office.context, name="One more", path="assets/")
