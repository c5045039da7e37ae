"""`kiosk prior-auths`: what is asked of whom, on paper."""

from collections.abc import Callable

import pytest

from kiosk.__main__ import main
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from storage.store import Store


@pytest.fixture
def kiosk(store: Store) -> Callable[..., int]:
    """A command on that store."""
    return lambda *words: main(["--store", str(store.path), "prior-auths", *words])


def test_the_questions_of_a_clinician_are_a_page_to_print(
    store: Store,
    ana: Person,
    ben: Person,
    kiosk: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = Known("drug", "Joints swell again", "urgent")
    task = store.prior_auths.add("Union", "Adalimumab pen", "prescriber", ana, known)
    other = store.prior_auths.add("Union", "MRI knee", "anyone", ana)
    work, asked = store.prior_auth_work, {"question": "Please sign", "whom": ben}
    work.move(task.ref, "ask prescriber", ana, asked, "letter")
    work.move(other.ref, "ask clinical", ana, {"question": "Dates?"})
    assert kiosk("--questions", "cole") == 0
    told = capsys.readouterr().out
    assert told.startswith("Questions for Dr. Ben Cole, ")
    assert f"1. {task.ref}  Union, Adalimumab pen\n   URGENT, asked " in told
    assert "by Ana Ruiz\n   Please sign\n   Answer: ____" in told
    assert f"2. {other.ref}  Union, MRI knee\n" in told  # a prescriber can answer that too
    assert kiosk("--questions", "ana") == 0
    assert capsys.readouterr().out.endswith("\nNothing waits for an answer.\n")


def test_nobody_of_that_name_is_said(
    ana: Person, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--questions", "zz") == 1
    assert "Nobody here has that name." in capsys.readouterr().err


def test_the_rules_of_the_payers_are_told_with_their_sources(
    ana: Person, store: Store, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--clocks") == 0
    told = capsys.readouterr().out
    assert "72 h, Part D exception: part d, exceptions, standard\n  42 CFR 423.568(b): " in told
    assert "\n  from 2026-01-01, checked 2026-11-24\n" in told
    (store.path.parent / "payer-clocks.toml").write_text("clock = 1", "utf-8")
    assert kiosk("--clocks") == 1
    assert "payer-clocks.toml: write each 'clock' as a table" in capsys.readouterr().err
