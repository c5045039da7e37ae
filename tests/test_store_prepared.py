"""Queries that are built once ask and change the same as those that are built each time."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from peewee import InterfaceError, Query

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person, PersonId
from storage.prepared import Prepared
from storage.store import Store
from storage.tables.people import PersonRow
from storage.tables.prior_auths import PriorAuthRow
from storage.tables.trail import EventRow


@Prepared
def people_of(name: str, active: bool) -> Query:
    return PersonRow.select().where(PersonRow.name == name, PersonRow.is_active == active)


@Prepared
def since(moment: datetime, deed: str) -> Query:
    events = EventRow.select(EventRow.at, EventRow.by).where(EventRow.at >= moment)
    return events.where(EventRow.deed == deed).order_by(EventRow.id)


@Prepared
def quiet_since(moment: datetime, active: bool) -> Query:
    busy = EventRow.select(EventRow.by).where(EventRow.at >= moment, EventRow.by.is_null(False))
    others = PersonRow.select(PersonRow.name).where(PersonRow.id.not_in(busy))
    return others.where(PersonRow.is_active == active).order_by(PersonRow.id)


@Prepared
def given_to(owner: PersonId | None, taken_at: datetime | None) -> Query:
    return PriorAuthRow.update(taken_at=taken_at, owner=owner)


def test_each_time_it_finds_what_it_is_asked_for(store: Store, ana: Person, ben: Person) -> None:
    with store.read():
        assert [one.id for one in people_of.rows(ana.name, True)] == [ana.id]
        assert people_of.row(active=True, name=ben.name).id == ben.id
        assert people_of.row(ana.name, False) is None
        assert people_of.rows("O'Brien; DROP TABLE person --", True) == []


def test_values_go_in_and_come_out_as_their_columns_keep_them(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    before = clock.now()
    clock.forward(hours=1)
    store.breaks.arrive(ana)
    with store.read():
        (arrived,) = since.rows(before, "arrived")
        assert (arrived.at, arrived.by) == (clock.now(), ana.id)
        assert since.rows(clock.now(), "left") == []
        with pytest.raises(ValueError, match="time zone"):
            since.rows(before.replace(tzinfo=None), "arrived")


def test_a_query_within_a_query_gets_its_values_too(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=1)
    store.breaks.arrive(ana)
    with store.read():
        assert [one.name for one in quiet_since.rows(clock.now(), True)] == [ben.name]
        clock.forward(hours=1)
        assert [one.name for one in quiet_since.rows(clock.now(), True)] == [ana.name, ben.name]
        assert quiet_since.rows(clock.now(), False) == []


def test_it_changes_rows_and_empties_columns(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", None).ref
    with store._database.write(None, "prior auth changed"):
        given_to.run(ana.id, clock.now())
    taken = store.prior_auths.get(ref)
    assert (taken.owner, taken.taken_at) == (ana.id, clock.now())
    with store._database.write(None, "prior auth changed"):
        given_to.run(None, None)
    assert store.prior_auths.get(ref).owner is None


def test_it_asks_the_store_whose_transaction_it_is_in(
    store: Store, another: Callable[..., Store], tmp_path: Path, ana: Person
) -> None:
    empty = another("elsewhere", tmp_path / "empty.db")
    empty.migrate()
    with store.read():
        with empty.read():
            assert people_of.row(ana.name, True) is None
        assert people_of.row(ana.name, True).id == ana.id


def test_outside_of_a_transaction_nothing_is_asked(store: Store) -> None:
    with pytest.raises(InterfaceError, match="inside a read"):
        people_of.rows("Ana", True)


def test_a_query_cannot_depend_on_a_value_that_is_not_there_yet(store: Store) -> None:
    @Prepared
    def unsure(name: str) -> Query:
        return PersonRow.select().where(PersonRow.name == (name or "nobody"))

    with store.read(), pytest.raises(TypeError, match="before name has a value"):
        unsure.rows("Ana")
