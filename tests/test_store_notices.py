"""What people are told at their next session, on a real file."""

from collections.abc import Callable

from kiosk.practice.people import Person
from storage.store import Store
from tests.conftest import MARKER


def handed(store: Store, by: Person, to: Person, reason: str) -> str:
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", by).ref
    store.prior_auths.claim(ref, by)
    store.prior_auth_holding.hand_over(ref, by, to, reason)
    return f"prior auth {ref}"


def test_what_came_after_the_last_that_was_shown_is_still_new(
    store: Store, ana: Person, ben: Person
) -> None:
    first, second = (handed(store, ana, ben, why) for why in ("I am out", "Please"))
    shown = store.notices.of(ben)[0]
    assert (shown.about, shown.words, store.notices.unread(ben)) == (first, "I am out", 2)
    store.notices.have_read(ben, shown.number)
    assert [one.about for one in store.notices.of(ben)] == [second]


def test_only_what_is_of_a_sort_is_read_with_it(store: Store, ana: Person, ben: Person) -> None:
    handed(store, ana, ben, "")
    (one,) = store.notices.of(ben, "prior auth")
    assert store.notices.of(ben, "supply") == ()
    store.notices.have_read(ben, one.number, "supply")
    assert store.notices.of(ben) == (one,)


def test_another_terminal_tells_it_and_a_destroyed_text_leaves_a_marker(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    handed(store, ana, ben, "Typed by mistake")
    (noted,) = (one for one in store.texts.of_events(range(99)) if one.words == "Typed by mistake")
    store.texts.destroy(noted.number, "patient data", ben)
    assert [one.words for one in another().notices.of(ben)] == [MARKER]


def test_what_is_about_a_place_that_is_switched_off_waits_until_it_is_on(
    store: Store, ana: Person, ben: Person
) -> None:
    about = handed(store, ana, ben, "")
    store.thanks.give(ana, ben, "the late fax")
    store.settings.set("turned_off", "prior_auths")
    (shown,) = store.notices.of(ben)
    assert (shown.words, store.notices.unread(ben)) == ("the late fax", 1)
    store.notices.have_read(ben, shown.number)
    assert store.notices.unread(ben) == 0
    store.settings.set("turned_off", "thanks")
    assert [one.about for one in store.notices.of(ben)] == [about]
