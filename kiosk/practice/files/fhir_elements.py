"""The pieces of a FHIR resource, reached without trusting that they are what they should be."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.practice.files import shapes

Element = Mapping[str, Any]
LONGEST_REFERENCE = 1000
_LAST_TWO = re.compile(r"([A-Z][A-Za-z]+/[A-Za-z0-9.-]+)(?:/_history/.*)?$")


class Ambiguous(Exception):
    """A reference that fits several resources which are not the same."""


def child(element: Element, name: str) -> Element:
    """The element under this name; an empty one where there is none."""
    value = element.get(name)
    return value if isinstance(value, dict) else {}


def children(element: Element, name: str) -> list[Element]:
    """The elements in the list under this name; none where there is no list."""
    value = element.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(element: Element, name: str) -> str:
    """The string under this name; "" where there is none."""
    value = element.get(name)
    return value if isinstance(value, str) else ""


def codes(concept: Element) -> list[str]:
    """The codes of a CodeableConcept, without their descriptions."""
    return [code for coding in children(concept, "coding") if (code := text(coding, "code"))]


def extensions(element: Element, *names: str) -> Iterator[Element]:
    """The extensions, modifiers among them, whose address ends in one of these names.

    names: as in the implementation guide, without "extension-" before them.
    """
    wanted = {name.casefold() for name in names}
    for one in children(element, "extension") + children(element, "modifierExtension"):
        if short_name(one) in wanted:
            yield one


def short_name(extension: Element) -> str:
    """What an extension is called, whatever the address in front: "reviewaction"."""
    last = text(extension, "url").rstrip("/").rsplit("/", 1)[-1].casefold()
    return last.removeprefix("extension-").removeprefix("ext-")


def signature(resource: Element) -> str:
    """The sha256 of a resource's contents, without its narrative and its metadata.

    The same resource, sent again by another server or with its names in another order, has the
    same signature. It covers references to a patient, and so is not reversible to any of them.
    """
    kept = {name: value for name, value in resource.items() if name not in ("text", "meta")}
    return shapes.digest(kept)


def all_resources(document: Element) -> list[tuple[str, Element]]:
    """A resource alone, or those of a bundle and of bundles inside it, each with its fullUrl."""
    if text(document, "resourceType") != "Bundle":
        return [("", document)]
    found: list[tuple[str, Element]] = []
    for entry in children(document, "entry"):
        resource = child(entry, "resource")
        if text(resource, "resourceType") == "Bundle":
            found += all_resources(resource)
        elif resource:
            found.append((text(entry, "fullUrl"), resource))
    return found


class Neighbours:
    """The resources of one file, found by what a reference to them says."""

    def __init__(self, resources: list[tuple[str, Element]]) -> None:
        self._named: dict[tuple[str, str], list[Element]] = {}
        for address, resource in resources:
            kind = text(resource, "resourceType")
            for name in {address, f"{kind}/{text(resource, 'id')}"} - {""}:
                known = self._named.setdefault((kind, name), [])
                if not known or (len(known) < 2 and signature(known[0]) != signature(resource)):
                    known.append(resource)  # two that differ are enough to be uncertain

    def find(self, kind: str, reference: str) -> Element | None:
        """The one resource of this kind that is meant; None where the reference dangles.

        Raises Ambiguous where several that differ share the address or the id.
        """
        if len(reference) > LONGEST_REFERENCE:
            return None
        found = self._named.get((kind, reference), [])
        if not found and "?" not in reference and (tail := _LAST_TWO.search(reference)):
            found = self._named.get((kind, tail[1]), [])
        if len(found) > 1:
            raise Ambiguous
        return found[0] if found else None
