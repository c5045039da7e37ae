"""Whom somebody means who types a name."""

from kiosk.practice.people import Person, named
from storage.store import Store


def person(words: str, store: Store) -> Person:
    """Whoever works here and is meant. Raises Refusal when that is nobody, or not clear."""
    return named(words, store.people.everyone(store.clock.working_day()))
