"""A badge is told from typing by its speed, on a clock that the keys carry themselves."""

import asyncio

import pytest
from textual import events

from screens.badges import FEWEST, GAP, BadgeReader

BADGE = "00451181"


class Desk:
    """Keys go in, each with its moment; what was pressed and what was scanned comes out."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.scanned: list[str] = []
        self.begun = 0
        self.reader = BadgeReader(self._press, self.scanned.append, self._begin)
        self._moment = 1000.0

    async def _press(self, event: events.Key) -> None:
        self.pressed.append(event.key)

    def _begin(self) -> None:
        self.begun += 1

    async def type(self, keys: list[str], apart: float, is_harmless: bool = False) -> None:
        for key in keys:
            self._moment += apart
            event = events.Key(key, key if len(key) == 1 else None)
            event.time = self._moment
            await self.reader.key(event, is_harmless)

    async def wait(self) -> None:
        """Until the reader has let go of what it held back."""
        await asyncio.sleep(GAP * 2)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_badge_is_scanned_and_no_key_of_it_is_pressed(desk: Desk) -> None:
    await desk.type([*BADGE, "enter"], 0.001)
    await desk.wait()
    assert desk.scanned == [BADGE]
    assert desk.pressed == []


async def test_a_key_that_lasts_waits_for_one_gap_and_then_acts(desk: Desk) -> None:
    await desk.type(["b"], 1.0)
    assert desk.pressed == []
    await desk.wait()
    assert desk.pressed == ["b"]


async def test_a_harmless_key_acts_at_once(desk: Desk) -> None:
    await desk.type(["1"], 1.0, is_harmless=True)
    assert desk.pressed == ["1"]


async def test_keys_come_in_the_order_in_which_they_were_pressed(desk: Desk) -> None:
    await desk.type(["b"], 1.0)
    await desk.type(["1"], GAP / 2, is_harmless=True)
    await desk.type(["escape"], GAP / 2)
    assert desk.pressed == ["b", "1", "escape"]


async def test_a_sign_that_is_harmless_lets_go_of_no_other(desk: Desk) -> None:
    await desk.type(["b"], 1.0)
    await desk.type([*BADGE], 0.001, is_harmless=True)
    assert desk.pressed == []
    await desk.type(["enter"], 0.001)
    await desk.wait()
    assert desk.scanned == [f"b{BADGE}"]
    assert desk.pressed == []


async def test_typing_and_enter_is_no_badge(desk: Desk) -> None:
    await desk.type([*BADGE, "enter"], GAP * 1.5, is_harmless=True)
    await desk.wait()
    assert desk.scanned == []
    assert desk.pressed == [*BADGE, "enter"]


async def test_an_enter_that_comes_later_is_an_enter(desk: Desk) -> None:
    await desk.type([*BADGE], 0.001)
    await desk.type(["enter"], 1.0)
    assert desk.scanned == []
    assert desk.pressed == [*BADGE, "enter"]


@pytest.mark.parametrize(("length", "is_badge"), [(FEWEST - 1, False), (FEWEST, True)])
async def test_few_fast_signs_are_no_badge(desk: Desk, length: int, is_badge: bool) -> None:
    await desk.type([*BADGE[:length], "enter"], 0.001)
    await desk.wait()
    assert bool(desk.scanned) is is_badge
    assert bool(desk.pressed) is not is_badge


async def test_what_was_typed_before_is_not_part_of_the_badge(desk: Desk) -> None:
    await desk.type(["a"], 1.0, is_harmless=True)
    await desk.type([BADGE[0]], 1.0)
    await desk.type([*BADGE[1:], "enter"], 0.001)
    assert desk.scanned == [BADGE]
    assert desk.pressed == ["a"]


async def test_two_badges_one_after_the_other(desk: Desk) -> None:
    await desk.type([*BADGE, "enter", *"99999999", "enter"], 0.001)
    assert desk.scanned == [BADGE, "99999999"]
    assert desk.pressed == []


async def test_each_row_of_fast_signs_begins_once(desk: Desk) -> None:
    await desk.type(["a"], 1.0, is_harmless=True)
    await desk.type([BADGE[0]], 1.0, is_harmless=True)
    await desk.type([*BADGE[1:], "enter", *BADGE], 0.001, is_harmless=True)
    assert desk.begun == 3
