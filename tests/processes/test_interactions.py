"""The map and its hand-overs, from the click to the verdict."""

import uuid

import pytest

from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.processes.models import Process
from clauseway.processes.operations import change_process
from clauseway.processes.operations.flows import NOBODY, End, add_flow, change_flow, end_flow
from clauseway.processes.operations.processes import place_process

from .room import Room

pytestmark = pytest.mark.django_db
CUSTOMER = End("customer", name="Delta Drinking Water")


def to(process: Process) -> End:
    return End("process", process.id)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def pair(room: Room) -> tuple[Process, Process]:
    return room.process("Sales"), room.process("Production")


def test_a_map_without_hand_overs_settles_nothing(room: Room, pair: tuple[Process, Process]) -> None:
    assert room.expectation("4.4.1", "process-interaction", "2026-01-07") == ("gap", "not-shown")


def test_a_map_that_fits_is_settled_from_the_day_it_fits(room: Room, pair: tuple[Process, Process]) -> None:
    sales, production = pair
    add_flow(room.on("2026-01-08"), what="Enquiry", giver=CUSTOMER, taker=to(sales))
    add_flow(room.on("2026-01-08"), what="Order", giver=to(sales), taker=to(production))
    assert room.expectation("4.4.1", "process-interaction", "2026-01-08")[0] == "gap"
    add_flow(room.on("2026-01-09"), what="Goods", giver=to(production), taker=CUSTOMER)
    assert room.expectation("4.4.1", "process-interaction", "2026-01-09") == ("shown", "shown")
    assert "process-interaction.determined" in room.words("2026-01-10")


def test_an_output_nobody_takes_contradicts_until_somebody_does(room: Room, pair: tuple[Process, Process]) -> None:
    sales, production = pair
    for what, giver, taker in (
        ("Enquiry", CUSTOMER, to(sales)),
        ("Order", to(sales), to(production)),
        ("Goods", to(production), CUSTOMER),
    ):
        add_flow(room.on("2026-01-08"), what=what, giver=giver, taker=taker)
    left = add_flow(room.on("2026-01-09"), what="Test report", giver=to(production))
    assert room.expectation("4.4.1", "process-interaction", "2026-01-09") == ("gap", "contradicted")
    change_flow(room.on("2026-01-12"), left.id, version=1, what="Test report", giver=to(production), taker=CUSTOMER)
    assert room.expectation("4.4.1", "process-interaction", "2026-01-12") == ("shown", "shown")


def test_a_process_that_ends_leaves_its_givers_alone(room: Room, pair: tuple[Process, Process]) -> None:
    sales, production = pair
    add_flow(room.on("2026-01-08"), what="Order", giver=to(sales), taker=to(production))
    change_process(room.on("2026-01-20"), production.id, version=1, live_until=room.on("2026-01-20").today)
    assert "process-interaction.broken" in room.words("2026-01-20")


def test_hand_overs_count_as_inputs_and_outputs(room: Room, pair: tuple[Process, Process]) -> None:
    sales, production = pair
    assert "process.determined" not in room.words("2026-01-07", sales.id)
    add_flow(room.on("2026-01-08"), what="Enquiry", giver=CUSTOMER, taker=to(sales))
    add_flow(room.on("2026-01-08"), what="Order", giver=to(sales), taker=to(production))
    assert "process.determined" in room.words("2026-01-08", sales.id)
    assert "process.determined" not in room.words("2026-01-08", production.id)


@pytest.mark.parametrize(
    ("what", "giver", "taker", "code"),
    [
        pytest.param("", "sales", "production", "flow.what-missing", id="nothing"),
        pytest.param("Order", "sales", "sales", "flow.to-itself", id="to itself"),
        pytest.param("Order", "nobody", "nobody", "flow.no-process", id="between nobody and nobody"),
        pytest.param("Order", "customer", "customer", "flow.no-process", id="between outsiders"),
        pytest.param("Order", "unknown", "sales", "flow.process", id="from a process that is not here"),
        pytest.param("Order", "nameless", "sales", "flow.name-missing", id="from a customer without a name"),
        pytest.param("Order", "stranger", "sales", "flow.unknown", id="from a customer nobody knows"),
        pytest.param("Known", "sales", "production", "flow.exists", id="twice"),
    ],
)
def test_what_is_refused(
    room: Room, pair: tuple[Process, Process], what: str, giver: str, taker: str, code: str
) -> None:
    ends = {
        "sales": to(pair[0]),
        "production": to(pair[1]),
        "nobody": NOBODY,
        "customer": CUSTOMER,
        "unknown": End("process", uuid.uuid4()),
        "nameless": End("customer"),
        "stranger": End("customer", ref="x"),
    }
    add_flow(room.on("2026-01-08"), what="known", giver=to(pair[0]), taker=to(pair[1]))
    with pytest.raises(Refusal) as refused:
        add_flow(room.on("2026-01-08"), what=what, giver=ends[giver], taker=ends[taker])
    assert refused.value.code == code


def test_two_at_one_hand_over(room: Room, pair: tuple[Process, Process]) -> None:
    """The second change of the same version is a conflict; what ended is not found."""
    flow = add_flow(room.on("2026-01-08"), what="Order", giver=to(pair[0]))
    change_flow(room.on("2026-01-08"), flow.id, version=1, what="Order", giver=to(pair[0]), taker=to(pair[1]))
    with pytest.raises(Conflict):
        change_flow(room.on("2026-01-08"), flow.id, version=1, what="Orders", giver=to(pair[0]))
    end_flow(room.on("2026-01-09"), flow.id, version=2)
    with pytest.raises(NotFound):
        end_flow(room.on("2026-01-09"), flow.id, version=3)


def test_a_process_is_put_into_its_place_and_its_lane(room: Room, pair: tuple[Process, Process]) -> None:
    sales, _production = pair
    planning = room.process("Planning")
    place_process(room.on("2026-01-07"), planning.id, kind="core", before=sales.id)
    rows = list(Process.objects.order_by("position").values_list("name", flat=True))
    assert rows == ["Planning", "Sales", "Production"]
    place_process(room.on("2026-01-07"), planning.id, kind="management")
    assert Process.objects.get(id=planning.id).kind == "management"
    with pytest.raises(Refusal):
        place_process(room.on("2026-01-07"), planning.id, kind="nowhere")
