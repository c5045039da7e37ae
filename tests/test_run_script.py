"""`./run` on a checkout of its own: real environments, but with empty locks, so without network."""

import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).parent.parent
ONE_LINE_KIOSK = "import sys\nprint('kiosk', *sys.argv[1:], sep='|')\n"
LOST_WHEEL = "./lost-1.0-py3-none-any.whl\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a space in its name, `./run`, locks that ask for nothing, and a tiny kiosk."""
    folder = tmp_path / "break room"
    (folder / "kiosk").mkdir(parents=True)
    (folder / "kiosk" / "__main__.py").write_text(ONE_LINE_KIOSK)
    shutil.copy(CHECKOUT / "run", folder)
    for lock in ("requirements.txt", "requirements-test.txt"):
        (folder / lock).write_text("# nothing\n")
    return folder


def run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `script` from the folder above its own, with this Python as `python3`."""
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        cwd=script.parent.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def script_of(checkout: Path) -> ModuleType:
    """The `run` of `checkout` as a module."""
    loader = importlib.machinery.SourceFileLoader("run_script", str(checkout / "run"))
    spec = importlib.util.spec_from_loader("run_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def pretend_installed(checkout: Path) -> None:
    """Give `checkout` a .venv with fitting stamps, whose Python only prints what it is asked."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PWD" "$@"\n')
    python.chmod(0o755)
    script = script_of(checkout)
    for part in script.LOCKS:
        script.stamp_of(part).write_bytes(script.wanted_stamp(part))


def test_the_first_start_installs_and_the_second_only_starts(checkout: Path) -> None:
    first = run(checkout / "run", "plain", "two words")
    assert (first.returncode, first.stdout) == (0, "kiosk|plain|two words\n")
    assert first.stderr == "Installing the packages of the kiosk into .venv, once ...\n"

    second = run(checkout / "run", "plain")
    assert (second.returncode, second.stdout, second.stderr) == (0, "kiosk|plain\n", "")

    launcher = subprocess.run(
        [checkout / ".venv" / "bin" / "kiosk", "check"], cwd="/", capture_output=True, text=True
    )
    assert launcher.stdout == "kiosk|check\n"


def test_an_installation_that_was_cut_off_is_done_again(checkout: Path) -> None:
    half_made = checkout / ".venv" / "lib" / "half-made"
    half_made.mkdir(parents=True)
    assert run(checkout / "run").stdout == "kiosk\n"
    assert not half_made.exists()


def test_two_starts_at_once_do_not_collide(checkout: Path) -> None:
    both = [
        subprocess.Popen([sys.executable, checkout / "run"], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [start.communicate()[0] for start in both] == ["kiosk\n", "kiosk\n"]


def test_a_failed_installation_says_why_and_is_tried_again(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text(LOST_WHEEL)
    for _ in range(2):
        failed = run(checkout / "run")
        assert (failed.returncode, failed.stdout) == (1, "")
        assert "lost-1.0-py3-none-any.whl" in failed.stderr
        assert failed.stderr.endswith(
            "The installation failed: check the network and the disk, and start ./run again.\n"
        )
    (checkout / "requirements.txt").write_text("# nothing\n")
    assert run(checkout / "run").stdout == "kiosk\n"


def test_with_fitting_stamps_nothing_is_installed(checkout: Path) -> None:
    pretend_installed(checkout)
    here = checkout.parent
    assert run(checkout / "run", "demo").stdout == f"{here} -P -m kiosk demo\n"
    everything = run(checkout / "run", "test")
    assert (everything.stdout, everything.stderr) == (f"{checkout} -m pytest -n auto\n", "")
    one_file = run(checkout / "run", "test", "tests/test_store.py")
    assert one_file.stdout == f"{checkout} -m pytest tests/test_store.py\n"


def test_it_works_through_a_symlink(checkout: Path, tmp_path: Path) -> None:
    pretend_installed(checkout)
    elsewhere = tmp_path / "bin"
    elsewhere.mkdir()
    (elsewhere / "run").symlink_to(checkout / "run")
    assert run(elsewhere / "run").stdout == f"{tmp_path} -P -m kiosk\n"


@pytest.mark.parametrize("stamped", ["another lock", "another path", "another Python"])
def test_a_stamp_for_something_else_does_not_fit(checkout: Path, stamped: str) -> None:
    pretend_installed(checkout)
    script = script_of(checkout)
    assert script.is_prepared("kiosk")
    if stamped == "another lock":
        (checkout / "requirements.txt").write_text("# changed\n")
    else:
        wrong = {"another path": str(checkout), "another Python": f"Python {script.VERSION}"}
        stamp = script.stamp_of("kiosk")
        stamp.write_text(stamp.read_text().replace(wrong[stamped], "something else"))
    assert not script.is_prepared("kiosk")


def test_without_venv_one_sentence_says_what_to_install(checkout: Path, tmp_path: Path) -> None:
    shadows = tmp_path / "shadows"
    shadows.mkdir()
    (shadows / "ensurepip.py").write_text("raise ImportError\n")
    refused = run(checkout / "run", PYTHONPATH=str(shadows))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Python's venv is missing: install ")
    assert refused.stderr.count("\n") == 1
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_told_so_in_one_sentence(checkout: Path) -> None:
    script = script_of(checkout)
    with pytest.raises(script.Trouble) as refusal:
        script.refuse_old_python((3, 9, 2, "final", 0))
    sentence = "Breakroom Kiosk needs Python 3.11 or newer, and python3 is 3.9 here."
    assert str(refusal.value) == sentence
    script.refuse_old_python((3, 11, 0, "final", 0))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_the_locks_pin_with_hashes_and_name_no_place(lock: str) -> None:
    text = (CHECKOUT / lock).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_what_the_kiosk_needs_is_locked_alike_for_the_tests() -> None:
    pins = {
        lock: {line for line in (CHECKOUT / lock).read_text().splitlines() if "==" in line}
        for lock in ("requirements.txt", "requirements-test.txt")
    }
    assert pins["requirements.txt"] <= pins["requirements-test.txt"]
