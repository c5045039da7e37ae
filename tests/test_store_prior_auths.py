"""The register of prior auths, on a real file."""

from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef, State, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth
from storage.prior_auth_counts import Counts
from storage.prior_auth_queries import Filter
from storage.store import Store
from storage.tables.prior_auths import PriorAuthRow


def listed(store: Store, service: str = "MRI lumbar", needs: WhoNeeded = "anyone") -> PriorAuth:
    return store.prior_auths.add("Acme Health", service, needs, None)


def change(store: Store, task: PriorAuth, **values: object) -> None:
    with store._database.write(None, "prior auth changed", f"prior auth {task.ref}"):
        PriorAuthRow.update(values).where(PriorAuthRow.ref == task.ref).execute()


def refs(store: Store, by: Filter, clock: StoppedClock, typed: str = "") -> list[str]:
    return [one.ref for one in store.prior_auths.listed(by, clock.now().date(), None, typed).tasks]


def test_what_was_added_is_on_the_list(store: Store, ana: Person, clock: StoppedClock) -> None:
    task = store.prior_auths.add("Acme Health", "MRI lumbar", "clinical", ana)
    assert (task.payer, task.service, task.who_needed) == ("Acme Health", "MRI lumbar", "clinical")
    assert (task.state, task.requested_on) == ("to do", clock.now().date())
    found = store.prior_auths.listed("open", clock.now().date())
    assert (found.tasks, found.total) == ((task,), 1)


def test_it_is_taken_and_given_back(store: Store, ana: Person, clock: StoppedClock) -> None:
    ref = listed(store).ref
    held = store.prior_auths.claim(ref, ana).after
    assert (held.owner, held.taken_at) == (ana.id, clock.now())
    assert store.prior_auths.get(ref) == held
    assert store.prior_auths.listed("mine", clock.now().date(), ana).tasks == (held,)
    assert store.prior_auths.release(ref, ana).after.owner is None
    assert [one.deed for one in store.prior_auths.history(ref)] == [
        "prior auth added",
        "prior auth taken",
        "prior auth given back",
    ]


def test_the_second_is_told_who_has_it(store: Store, ana: Person, ben: Person) -> None:
    ref = listed(store).ref
    store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match=rf"Dr\. Ben Cole has just taken {ref}"):
        store.prior_auths.claim(ref, ana)
    with pytest.raises(Refusal, match="already"):
        store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match="only give back"):
        store.prior_auths.release(ref, ana)


def test_nobody_holds_too_many(store: Store, ana: Person, ben: Person) -> None:
    ref = listed(store, needs="prescriber").ref
    store.settings.set("prior_auths.most_at_once", "1")
    store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match="You have 1 already"):
        store.prior_auths.claim(listed(store).ref, ben)


def test_an_unknown_reference_is_told(store: Store, ana: Person) -> None:
    with pytest.raises(Refusal, match="no longer on the list"):
        store.prior_auths.claim(PriorAuthRef("A2-A2A"), ana)


def test_taking_it_is_undone(store: Store, ana: Person, ben: Person) -> None:
    ref = listed(store).ref
    taken, take_back = store.prior_auths.claim(ref, ana), store.prior_auth_undo.take_back
    with pytest.raises(Refusal, match="Something came after"):
        take_back(taken, ben)
    assert take_back(taken, ana).owner is None
    assert store.prior_auths.get(ref).owner is None
    with pytest.raises(Refusal, match="Something came after"):
        take_back(taken, ana)
    assert [one.deed for one in store.prior_auths.history(ref)][
        -1
    ] == "prior auth taken, taken back"
    assert store.trail.verify() == ()


def test_giving_it_back_is_undone_unless_somebody_took_it(
    store: Store, ana: Person, ben: Person
) -> None:
    ref = listed(store).ref
    store.prior_auths.claim(ref, ana)
    take_back = store.prior_auth_undo.take_back
    assert take_back(store.prior_auths.release(ref, ana), ana).owner == ana.id
    given_back = store.prior_auths.release(ref, ana)
    store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match="Something came after"):
        take_back(given_back, ana)
    assert store.prior_auths.get(ref).owner == ben.id


def test_each_filter_lets_through_its_own(store: Store, ana: Person, clock: StoppedClock) -> None:
    today, day = clock.now().date(), timedelta(days=1)
    late, due, nurse, doctor, answered, pended = (
        listed(store, needs=needs)
        for needs in ("anyone", "anyone", "clinical", "prescriber", "anyone", "anyone")
    )
    change(store, late, needed_by=today - day)
    change(store, due, needed_by=today)
    change(store, answered, state="denied", needed_by=today - day, step="decide")
    change(store, pended, state="payer", to_check="two dates\ntwo codes")
    store.prior_auths.claim(due.ref, ana)
    waiting = {one.ref for one in (late, due, nurse, doctor, pended)}
    assert set(refs(store, "open", clock)) == waiting
    assert refs(store, "open", clock)[:2] == [late.ref, due.ref]  # what presses most
    assert set(refs(store, "nobody", clock)) == waiting - {due.ref}
    assert refs(store, "clinical", clock) == [nurse.ref]
    assert refs(store, "prescriber", clock) == [doctor.ref]
    assert refs(store, "due", clock) == [due.ref]
    assert refs(store, "late", clock) == [late.ref]
    assert refs(store, "answered", clock) == [answered.ref]
    assert refs(store, "check", clock) == refs(store, "payer", clock) == [pended.ref]
    assert set(refs(store, "to do", clock)) == waiting - {pended.ref}
    assert len(refs(store, "all", clock)) == 6
    assert store.prior_auth_counts.counts(today) == Counts(
        to_do=4, nobody=4, clinical=1, prescriber=1, payer=1, due=1, late=1, check=1
    )
    assert store.prior_auths.get(pended.ref).check == ("two dates", "two codes")


def test_with_the_payer_it_is_the_payers_time_that_counts(
    store: Store, clock: StoppedClock
) -> None:
    today, day = clock.now().date(), timedelta(days=1)
    in_time, too_late, wanted, denied, stopped = (listed(store) for _ in range(5))
    change(store, in_time, state="payer", needed_by=today - day, decision_due=clock.now())
    change(store, too_late, state="payer", decision_due=clock.now() - timedelta(seconds=1))
    change(store, wanted, state="wants more", wanted_by=today - day)
    change(store, denied, state="denied", appeal_by=today, peer_to_peer_by=today - day)
    change(store, stopped, state="wants more", decision_due=clock.now() - day)
    assert refs(store, "payer late", clock) == [too_late.ref]
    assert set(refs(store, "late", clock)) == {wanted.ref, denied.ref}
    assert refs(store, "due", clock) == [denied.ref]
    for one in store.prior_auths.listed("all", today).tasks:  # as the rule says it
        assert one.is_payer_late(clock.now()) == (one.ref == too_late.ref)
        assert one.is_late(today) == (one.ref in (wanted.ref, denied.ref))
        assert one.is_due(today) == (one.ref == denied.ref)


def test_what_ends_soon_is_shown_some_days_before(store: Store, clock: StoppedClock) -> None:
    today, day = clock.now().date(), timedelta(days=1)
    for state, left in (("approved", 0), ("partly approved", 14), ("approved", 15)):
        change(store, listed(store), state=state, valid_to=today + left * day)
    change(store, listed(store), state="approved", valid_to=today - day)
    change(store, listed(store), state="denied", valid_to=today)
    assert len(refs(store, "ending", clock)) == store.prior_auth_counts.counts(today).ending == 2
    store.settings.set("prior_auths.ending_soon", "15 d")
    assert len(refs(store, "ending", clock)) == 3
    for units, used, is_left in (("12 visits", 11, True), ("12", 12, False), ("a few", 40, True)):
        one = listed(store)
        change(store, one, state="approved", valid_to=today, units=units, units_used=used)
        assert (one.ref in refs(store, "ending", clock)) is is_left
        assert store.prior_auths.get(one.ref).is_ending(today, day) is is_left


def test_an_empty_store_counts_nothing(store: Store, clock: StoppedClock) -> None:
    assert store.prior_auth_counts.counts(clock.now().date()) == Counts()
    assert store.prior_auths.listed("open", clock.now().date()).total == 0


def test_what_is_typed_is_searched_for(store: Store, clock: StoppedClock) -> None:
    knee, back = listed(store, "MRI knee"), listed(store, "\u00c9cho 50% _back")
    change(store, knee, codes="73721\n99213")
    assert refs(store, "open", clock, " KNEE ") == [knee.ref]
    assert refs(store, "open", clock, "7372") == [knee.ref]
    assert refs(store, "open", clock, back.ref.lower()) == [back.ref]
    assert set(refs(store, "open", clock, "acme")) == {knee.ref, back.ref}
    assert refs(store, "open", clock, "\u00c9cho") == [back.ref]
    assert refs(store, "open", clock, "0% _") == [back.ref]
    assert refs(store, "open", clock, "%") == [back.ref]
    assert refs(store, "open", clock, "nothing like it") == []


def test_among_all_the_newest_that_hold_it_are_found(store: Store) -> None:
    made = [listed(store, f"MRI {number}") for number in range(4)]
    codes = [listed(store, "CT"), listed(store, "CT")]
    change(store, made[3], is_open=False, state="closed")
    change(store, codes[0], codes="73721\n99213", is_open=False, state="closed")
    find = store.prior_auths.newest_with
    for typed in ("9921", codes[0].ref.lower()):
        assert [one.ref for one in find(typed).tasks] == [codes[0].ref]
    assert find(" mri 3 ").tasks[0].state == "closed"
    assert find("ACME").total == len(made + codes)
    some = find("mri", most=3)
    assert {one.ref for one in some.tasks} == {one.ref for one in made[1:]}
    assert some.total == 3 + 1
    assert find("nothing like it").total == 0


def test_one_payer_is_one_however_it_is_written(store: Store) -> None:
    for name in ("\u00c9toile Health", " \u00c9TOILE HEALTH", "\u00c9toile  Health"):
        assert store.prior_auths.add(name, "MRI", "anyone", None).payer == "\u00c9toile Health"
    assert store.prior_auths.add(" ", "MRI", "anyone", None).payer == "Payer not named"


def test_what_was_typed_is_cleaned(store: Store) -> None:
    assert listed(store, "MRI\x1b[2J  lumbar\n").service == "MRI[2J lumbar"
    with pytest.raises(Refusal, match="type something"):
        listed(store, "\u202e ")


def test_several_acts_are_one_where_they_are_done_together(store: Store, ana: Person) -> None:
    before = store.version()
    with pytest.raises(Refusal), store.together():
        ref = listed(store).ref
        store.prior_auths.claim(ref, ana)
        store.breaks.leave(ana)
    assert store.version() == before
    with store.together():
        store.prior_auths.claim(listed(store).ref, ana)
    assert store.version() == before + 2
    assert store.trail.verify() == ()


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Guam"])
def test_a_service_before_the_payers_time_is_over_shows(
    store: Store, clock: StoppedClock, zone: str
) -> None:
    store.settings.set("zone", zone)
    store.settings.current()  # which moves the clock there
    end = clock.now().replace(hour=23, minute=59)
    early, on_the_day, later, answered = (listed(store) for _ in range(4))
    for one, days in ((early, -1), (on_the_day, 0), (later, 1)):
        service = end.date() + timedelta(days=days)
        change(store, one, state="payer", decision_due=end, service_date=service)
    change(store, answered, state="approved", decision_due=end, service_date=end.date())
    assert set(refs(store, "service first", clock)) == {early.ref, on_the_day.ref}


def test_what_has_not_moved_for_days_shows(store: Store, clock: StoppedClock) -> None:
    day = timedelta(days=1)
    new, old, moved, granted = (listed(store) for _ in range(4))
    for one in (old, moved, granted):
        change(store, one, requested_on=clock.now().date() - 9 * day)
    change(store, moved, moved_at=clock.now() - 5 * day)
    change(store, granted, state="approved")
    assert refs(store, "still", clock) == [old.ref]
    store.settings.set("prior_auths.still_after", "4 d")
    assert set(refs(store, "still", clock)) == {old.ref, moved.ref}
    assert new.ref not in refs(store, "still", clock)


@pytest.mark.parametrize(
    ("state", "answer", "by", "is_late"),
    [
        ("clinical", "pended", "wanted_by", True),  # clinical staff is asked for what is wanted
        ("prescriber", "denied", "appeal_by", True),
        ("prescriber", "denied", "peer_to_peer_by", True),
        ("peer to peer", "denied", "appeal_by", True),
        ("peer to peer", "denied", "peer_to_peer_by", False),
        ("prescriber", "denied", "wanted_by", False),
        ("clinical", None, "appeal_by", False),
        ("appeal", "denied", "appeal_by", False),
        ("appeal", "denied", "wanted_by", True),
    ],
)
def test_what_the_payer_gave_us_time_for_is_due_while_somebody_is_asked(
    store: Store, ana: Person, state: State, answer: str | None, by: str, is_late: bool
) -> None:
    today = store.clock.now().date()
    task = store.prior_auths.add("Acme", "MRI", "anyone", ana)
    change(store, task, **{"state": state, "answer": answer, by: today - timedelta(days=1)})
    assert store.prior_auths.get(task.ref).is_late(today) == is_late
    assert bool(store.prior_auths.listed("late", today).total) == is_late
    assert store.prior_auths.counts(today).late == is_late
    (alike,) = store.prior_auths.open_ones()
    assert alike.is_late(today) == is_late
