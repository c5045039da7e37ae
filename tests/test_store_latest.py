"""What is worked out once for several lists, and anew once anything was written."""

from collections.abc import Callable

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from storage.latest import Latest
from storage.store import Store


def test_it_is_worked_out_anew_once_anything_was_written_or_the_minute_turns(
    store: Store, another: Callable[..., Store], ana: Person, clock: StoppedClock
) -> None:
    latest, asked = Latest(store._database), list[str]()

    def work_out(what: str) -> int:
        asked.append(what)
        return len(asked)

    def get(what: str) -> int:
        return latest.get(what, lambda: work_out(what))

    assert [get("a"), get("a"), get("b"), get("a")] == [1, 1, 2, 1]
    another().breaks.arrive(ana)
    assert [get("a"), get("a")] == [3, 3]
    clock.forward(minutes=1)
    assert get("a") == 4


def test_a_list_of_reviews_sees_what_another_terminal_did_a_moment_ago(
    store: Store, another: Callable[..., Store], ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=12)
    today = clock.now().date()
    assert store.break_reviews.lunches(today, today) == ()
    another().breaks.end(ana, False)
    assert len(store.break_reviews.lunches(today, today)) == 1
