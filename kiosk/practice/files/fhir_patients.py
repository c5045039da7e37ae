"""What a FHIR file says about patients: counted, and known again so that it is not kept."""

import re
from dataclasses import field
from typing import Any

from kiosk.practice.files import shapes
from kiosk.practice.files.fhir_elements import LONGEST_REFERENCE, Element, child, children, text
from kiosk.practice.values import dataclass

_PEOPLE = ("Patient", "RelatedPerson", "Person")
_ADDRESS = ("line", "city", "district", "postalCode", "text")
_POINTERS = ("reference", "criteria", "patientId")
_PATIENT_ID = re.compile(r"(?:Patient/|[Pp]atient[.A-Za-z]*=)([^/?&|]+)")
_BETWEEN_TOKENS = re.compile(r"[ :/|#_]")
LEAST_NUMBER = 6  # a shorter number of a patient is too common to know it again by


@dataclass
class PatientValues:
    """How many values about patients a file has, and the means to know one again."""

    count: int = 0
    words: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def are_in(self, kept: str) -> bool:
        """Whether a text holds a patient's name or number."""
        whole = kept.casefold()
        if self.words & shapes.words_of(whole):
            return True
        return bool(self.numbers & {whole, *_BETWEEN_TOKENS.split(whole)})

    def add_words(self, values: list[str]) -> None:
        """Count names, streets and the like."""
        for value in filter(None, values):
            self.count += 1
            self.words |= shapes.words_of(value)

    def add_numbers(self, values: list[str]) -> None:
        """Count identifiers."""
        for value in filter(None, values):
            self.count += 1
            if len(value) >= LEAST_NUMBER:
                self.numbers.add(value.casefold())


def find(document: Any) -> PatientValues:
    """All that a file says about patients, wherever in it: people, memberships, references."""
    found = PatientValues()
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            _look_at(value, found)
            waiting += value.values()
    return found


def _look_at(element: Element, found: PatientValues) -> None:
    kind = element.get("resourceType")
    if kind in _PEOPLE:
        _add_person(element, found)
    elif kind == "Coverage":
        found.add_numbers([text(element, "subscriberId")])
        found.add_numbers([text(one, "value") for one in children(element, "identifier")])
    for name in _POINTERS:
        pointer = text(element, name)
        if name == "patientId":
            found.add_numbers([pointer])
        elif "patient" in pointer.casefold():
            found.count += 1
            ids = [one.casefold() for one in _PATIENT_ID.findall(pointer[:LONGEST_REFERENCE])]
            found.numbers |= {one for one in ids if len(one) >= LEAST_NUMBER}


def _add_person(person: Element, found: PatientValues) -> None:
    for name in [*children(person, "name"), child(person, "name")]:
        found.add_words([text(name, "family"), text(name, "text"), *_texts(name, "given")])
    for address in [*children(person, "address"), child(person, "address")]:
        parts = [part for name in _ADDRESS for part in _texts(address, name)]
        found.add_words(parts)
    found.add_numbers([text(one, "value") for one in children(person, "telecom")])
    found.add_numbers([text(one, "value") for one in children(person, "identifier")])
    found.add_numbers([text(person, "birthDate")])


def _texts(element: Element, name: str) -> list[str]:
    """The strings under a name that holds one of them or a list."""
    value = element.get(name)
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
