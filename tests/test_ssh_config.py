"""What `kiosk ssh-config` prints, and what it refuses. That it works stands in test_ssh.py."""

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.ssh import USER
from kiosk import version
from kiosk.__main__ import main
from kiosk.commands.enter import DRAWS
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import new_store

# A key that nobody has the private half of.
BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIGPu1RRzs4uSCNHE8TzT8xyx9xCWfIWlWcwcPjfxSOwN"
needs_openssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None and not os.environ.get("CI"), reason="no ssh-keygen here"
)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "ana's key.pub"
    path.write_text(f"ssh-ed25519 {BLOB} ana@home\n")
    return path


def refused(store: Store, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The sentence that refuses this."""
    assert main(["--store", str(store.path), "ssh-config", *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


@needs_openssh
def test_a_line_says_who_it_is_and_keeps_nothing_of_what_stood_beside_the_key(
    store: Store, ana: Person, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--user", USER, "--key", str(key), "--person", "ana"]
    before = store.version()
    assert main(["--store", str(store.path), "ssh-config", *words]) == 0
    said = capsys.readouterr()
    options, rest = said.out.split('" ssh-ed25519 ')
    assert rest == f"{BLOB} Ana Ruiz\n"
    assert options.startswith('restrict,pty,command="exec /usr/bin/env -i HOME=')
    command = shlex.split(options.split('command="')[1].replace('\\"', '"'))
    python = command.index(sys.executable)
    assert command[python + 1 :] == [
        *("-I", "-m", "kiosk", "--store", str(store.path), "enter", str(ana.id))
    ]
    assert "For Ana Ruiz." in said.err and "SHA256:" in said.err
    assert store.version() == before


@needs_openssh
def test_a_path_with_quotes_comes_whole_through_the_line(
    clock: StoppedClock, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / 'it\'s a "store" $HOME' / "kiosk.db"
    with closing(new_store(path, clock)) as odd:
        odd.people.add(NewPerson("Ana Ruiz"))
    words = ["--user", USER, "--key", str(key), "--person", "ana"]
    assert main(["--store", str(path), "ssh-config", *words]) == 0
    entry = capsys.readouterr().out.split('command="')[1].split('" ssh-ed25519')[0]
    done = subprocess.run(
        ["sh", "-c", entry.replace('\\"', '"')],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={"SSH_ORIGINAL_COMMAND": "", "TERM": "xterm"},
    )
    assert (done.returncode, "This needs a terminal." in done.stderr) == (2, True)


@needs_openssh
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3\n", "is the private half"),
        ("", "one public key, on one line"),
        (f"ssh-ed25519 {BLOB}\n" * 2, "one public key, on one line"),
        (f"ssh-ed25519 {BLOB[:-9]}\n", "It may have been cut off"),
        (f"ssh-rsa {BLOB}\n", "OpenSSH cannot read"),
        (f'command="sh" ssh-ed25519 {BLOB}\n', "does not begin as a public key"),
        ("ssh-dss AAAAB3NzaC1kc3M=\n", "does not begin as a public key"),
        ("x" * 20_000, "one public key, on one line"),
        ("\xff\x00", "does not begin as a public key"),
    ],
)
def test_what_is_no_public_key_is_refused(
    store: Store, ana: Person, key: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    key.write_text(text, "latin-1")
    words = ("--user", USER, "--key", str(key), "--person", "ana")
    assert told in refused(store, capsys, *words)


@needs_openssh
def test_whom_there_is_not_gets_no_line(
    store: Store, ana: Person, ben: Person, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--user", USER, "--key", str(key), "--person")
    assert "Nobody here has that name." in refused(store, capsys, *words, "zoe")
    store.people.take_out(ana, store.clock.now().date(), True, ben)
    assert "Nobody here has that name." in refused(store, capsys, *words, "ana")
    missing = (*words[:3], str(key.with_name("none")), "--person", "ben")
    assert "No such file" in refused(store, capsys, *missing)
    assert "needs both" in refused(store, capsys, *words[:4])


def test_the_settings_are_for_a_user_that_there_is(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no user" in refused(store, capsys, "--user", "nobody-so-named")
    if os.getuid() == 0:
        assert "name it with --user" in refused(store, capsys)
    assert main(["ssh-config", "--user", USER]) == 0
    assert f"\nMatch User {USER}\n" in capsys.readouterr().out


def test_only_kinds_of_terminals_that_are_known_are_drawn_on() -> None:
    for term in ("xterm-256color", "screen.xterm-256color", "rxvt-unicode-256color", "linux"):
        assert DRAWS.fullmatch(term)
    for term in ("", "dumb", "unknown", "xterm/../../x", "xterm\n", "xterm-" + "a" * 99, "emacs"):
        assert not DRAWS.fullmatch(term)


def test_another_version_in_its_place_is_noticed(tmp_path: Path) -> None:
    own, other = Path(version.__file__), tmp_path / "version.py"
    assert not version.is_replaced()
    assert not version.is_replaced(other)  # just being replaced
    other.write_text(own.read_text().replace(version.VERSION, "99.0"))
    assert version.is_replaced(other)
    other.write_text('VERSION = "')
    assert not version.is_replaced(other)
    other.write_bytes(b"\xff")
    assert not version.is_replaced(other)
