"""Over real SSH: OpenSSH's own server and client, on a pseudo-terminal."""

import contextlib
import io
import os
import select
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks.ssh import LOOPBACK, USER, Sshd, missing
from kiosk.__main__ import main
from kiosk.commands.enter import NO_COMMANDS, NO_TERMINAL
from kiosk.commands.ssh_config import KEYS_FILE
from kiosk.practice.clock import Clock
from kiosk.practice.people import Person
from screens.app import GONE, GOODBYE
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import new_store, with_pin
from tests.relay import Relay
from tests.terminals import LONGEST_WAIT, Terminal

HOST = f"{USER}@{LOOPBACK}"
MANAGERS, BOARD = "For managers", "No patient names here"
WHO = ("ana", "ben", "nora", "stranger")
DRAWING = (
    "xterm",
    "xterm-256color",
    "xterm-kitty",
    "screen-256color",
    "tmux-256color",
    "rxvt-unicode-256color",
    "linux",
    "vt100",
    "vt220",
)


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd with the settings that `kiosk ssh-config` prints, and a key for everybody of WHO."""
    if why := missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    folder = tmp_path_factory.mktemp("sshd")
    settings = printed("ssh-config", "--user", USER)
    own = settings.replace(KEYS_FILE, str(folder / "keys"))
    quick = own.replace("ClientAliveInterval 5", "ClientAliveInterval 1")
    assert quick != own != settings
    with Sshd(folder, quick) as sshd:
        for one in WHO:
            sshd.new_key(one)
        yield sshd


def printed(*words: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(list(words)) == 0
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store by the real clock, since the programs that sshd starts have no other."""
    store = new_store(tmp_path / "kiosk.db", Clock(ZoneInfo("America/New_York")))
    store.settings.set("practice", "Oak Street")
    yield store
    store.close()


@pytest.fixture
def nora(store: Store) -> Person:
    """A nurse: PIN 330033, no badge."""
    return with_pin(store, NewPerson("Nora Vik", ("RN",)), "330033")


@dataclass
class Office:
    """Everybody of the practice, each with a key that lets them in."""

    sshd: Sshd
    store: Store
    opened: list[Terminal] = field(default_factory=list)

    def login(
        self, who: str, *options: str, port: int | None = None, term: str = "xterm-256color"
    ) -> Terminal:
        """Somebody logs in, on a terminal of this kind."""
        command = self.sshd.client(self.sshd.folder / who, *options, HOST, port=port)
        self.opened.append(Terminal(command, {"TERM": term}))
        return self.opened[-1]

    def tries(
        self, who: str, *words: str, program: str = "ssh"
    ) -> subprocess.CompletedProcess[str]:
        """Somebody tries something else, with no terminal."""
        command = self.sshd.client(self.sshd.folder / who, *words, program=program)
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST_WAIT
        )

    def program(self) -> int:
        """A descriptor that can be read from once the program has ended that sshd started."""
        found = [
            int(one.name)
            for one in Path("/proc").iterdir()
            if one.name.isdigit() and is_entered(one, self.store.path)
        ]
        assert len(found) == 1
        return os.pidfd_open(found[0])

    def environment(self) -> set[str]:
        """The names of the variables of the only program that sshd started."""
        (found,) = [
            one
            for one in Path("/proc").iterdir()
            if one.name.isdigit() and is_entered(one, self.store.path)
        ]
        return {one.split("=")[0] for one in (found / "environ").read_text().split("\0") if one}


def events(store: Store) -> list[tuple[int, str, str]]:
    """Of every event who, what and where."""
    with contextlib.closing(sqlite3.connect(store.path)) as other:
        return other.execute("SELECT by_id, deed, terminal FROM event ORDER BY id").fetchall()


def is_entered(process: Path, store: Path) -> bool:
    """Whether this process of /proc is `kiosk enter` on that store; one may end meanwhile."""
    with contextlib.suppress(OSError):
        words = (process / "cmdline").read_text("utf-8", "replace").split("\0")
        return "enter" in words and str(store) in words
    return False


def ends(program: int) -> None:
    """Wait until the program has ended."""
    with contextlib.closing(os.fdopen(program)):
        assert select.select([program], [], [], LONGEST_WAIT)[0], "It goes on."


@pytest.fixture
def office(sshd: Sshd, store: Store, ana: Person, ben: Person, nora: Person) -> Iterator[Office]:
    """Ana, Ben and Nora can come in; the stranger has a key that is no line's."""
    lines = [
        printed(
            "--store", str(store.path), "ssh-config", "--user", USER, "--key", key, "--person", name
        )
        for key, name in (
            (f"{sshd.folder}/ana.pub", ana.name),
            (f"{sshd.folder}/ben.pub", ben.name),
            (f"{sshd.folder}/nora.pub", nora.name),
        )
    ]
    sshd.keys_file.write_text("".join(lines))
    office = Office(sshd, store)
    yield office
    for one in office.opened:
        one.close()


def test_a_manager_comes_straight_into_the_managers_view_and_to_the_break_room(
    office: Office,
) -> None:
    terminal = office.login("ben")
    terminal.see(MANAGERS)
    terminal.see("Dr. Ben Cole")
    terminal.see("3 work here")
    terminal.press(b"\x1b")
    terminal.press(b"\x1bOQ")
    terminal.see("Prior auths", but_not="3 work here")
    terminal.see("Dr. Ben Cole")
    terminal.press(b"\x1bOQ")
    terminal.see("3 work here")
    terminal.press(b"0")
    terminal.see(GOODBYE)
    assert terminal.process.wait(LONGEST_WAIT) == 0


def test_staff_have_the_places_of_the_break_room_without_name_and_pin(
    office: Office, ana: Person
) -> None:
    terminal = office.login("ana")
    terminal.see(BOARD)
    terminal.see("Ana Ruiz IS HERE")
    terminal.press(b"1")
    terminal.see("a  Arrive")
    terminal.press(b"a")
    terminal.see("You are here since")
    stay = office.store.breaks.stay(ana)
    assert stay
    terminal.press(b"\x1b\x1b\x1b")
    terminal.see("Ana Ruiz IS HERE")
    came, arrived = events(office.store)[-2:]
    assert came == (int(ana.id), "key accepted", f"ssh, person {ana.id}")
    assert arrived == (int(ana.id), "arrived", f"ssh, person {ana.id}")


def test_a_clinician_opens_on_what_waits_for_them(
    office: Office, ana: Person, nora: Person
) -> None:
    task = office.store.prior_auths.add("Lakeside", "MRI", "clinical", ana)
    given = {"question": "What was tried before?", "whom": nora}
    office.store.prior_auth_work.move(task.ref, "ask clinical", ana, given)
    terminal = office.login("nora")
    terminal.see("What was tried before?")
    terminal.see("Nora Vik")
    terminal.press(b"\x1b")
    terminal.see("Nora Vik IS HERE")


def test_terminals_of_nine_kinds_draw_it(office: Office) -> None:
    terminals = [office.login("ana", term=term) for term in DRAWING]
    for one in terminals:
        one.see("Ana Ruiz IS HERE")


def test_what_cannot_draw_gets_plain_lines(office: Office, ana: Person) -> None:
    for term in ("dumb", "../../etc/passwd", "$(id)"):
        terminal = office.login("ana", term=term)
        terminal.see("Where to?")
        terminal.press(b"1\n")
        terminal.see("1. Arrive")
        terminal.see("The session of Ana Ruiz")
        terminal.press(b"0\n0\n")
        assert terminal.process.wait(LONGEST_WAIT) == 0
        assert b"\x1b" not in terminal.output


def test_a_manager_in_plain_lines_has_both_menus(office: Office) -> None:
    terminal = office.login("ben", term="dumb")
    terminal.see("Break room")
    lines = terminal.screen.text().splitlines()
    other = next(one for one in lines if "Break room" in one).partition(".")[0]
    terminal.press(other.encode() + b"\n")
    terminal.see("List: Waits for an answer")  # he is a physician too
    terminal.press(b"0\n")
    terminal.see(". For managers")


def test_it_is_never_a_shell(office: Office, tmp_path: Path) -> None:
    done = office.tries("ana", HOST, "cat /etc/passwd")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{NO_COMMANDS}\n")
    done = office.tries("ana", "-tt", HOST, "sh")
    assert (done.returncode, done.stdout.strip()) == (1, NO_COMMANDS)
    done = office.tries("ana", "-T", HOST)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{NO_TERMINAL}\n")


def test_no_file_comes_in_or_goes_out(office: Office, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("in")
    inside, outside = f"{HOST}:{tmp_path}/new", str(tmp_path / "out")
    for old in ([], ["-O"]):  # by sftp, and by the protocol before that
        assert office.tries("ana", *old, f"{tmp_path}/in", inside, program="scp").returncode
        assert office.tries("ana", *old, f"{HOST}:/etc/passwd", outside, program="scp").returncode
    assert office.tries("ana", f"{HOST}:/etc/passwd", outside, program="sftp").returncode
    assert not (tmp_path / "new").exists() and not (tmp_path / "out").exists()


def test_no_connection_is_passed_on(office: Office) -> None:
    with socket.create_server((LOOPBACK, 0)) as target, socket.create_server((LOOPBACK, 0)) as free:
        target.setblocking(False)
        inside = f"{LOOPBACK}:{target.getsockname()[1]}"
        done = office.tries("ana", "-W", inside, HOST)
        assert done.returncode == 255 and "forwarding failed" in done.stderr
        done = office.tries(
            "ana", "-o", "ExitOnForwardFailure=yes", "-N", "-R", f"0:{inside}", HOST
        )
        assert done.returncode == 255 and "forwarding failed" in done.stderr
        port = free.getsockname()[1]
        free.close()
        terminal = office.login("ana", "-L", f"{port}:{inside}")
        terminal.see("Ana Ruiz IS HERE")
        with socket.create_connection((LOOPBACK, port), LONGEST_WAIT) as through:
            assert through.recv(1) == b""
        with pytest.raises(BlockingIOError):
            target.accept()


def test_no_variable_comes_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("LANG", "LC_ALL", "TEXTUAL_PRESS", "TEXTUAL_DRIVER", "PYTHONSTARTUP", "BASH_ENV")
    for name in (*names, "KIOSK_STORE"):
        monkeypatch.setenv(name, "2")
    sends = [word for name in names for word in ("-o", f"SendEnv={name}")]
    terminal = office.login("ana", *sends, "-o", "SetEnv=KIOSK_STORE=2 PYTHONPATH=/tmp")
    terminal.see("Ana Ruiz IS HERE")
    assert office.environment() == {"HOME", "PATH", "LANG", "TERM", "SSH_ORIGINAL_COMMAND"}


def test_a_strangers_key_gets_in_nowhere(office: Office) -> None:
    for preferred in ("publickey", "password,keyboard-interactive"):
        options = ("-tt", "-o", f"PreferredAuthentications={preferred}", HOST)
        done = office.tries("stranger", *options)
        assert done.returncode == 255 and "Permission denied" in done.stderr
    assert all(deed != "key accepted" for _, deed, _ in events(office.store))


def test_who_is_gone_is_told_so_whatever_their_key(
    office: Office, ana: Person, ben: Person
) -> None:
    today = office.store.clock.now().date()
    office.store.people.take_out(ana, today, True, ben)
    done = office.tries("ana", "-tt", HOST)
    assert done.returncode == 1
    assert "You are not among those who work here today." in done.stdout


def test_a_client_that_is_killed_ends_the_program_and_loses_nothing(
    office: Office, ana: Person
) -> None:
    terminal = office.login("ana")
    terminal.see("Ana Ruiz IS HERE")
    program = office.program()
    terminal.press(b"1")
    terminal.see("a  Arrive")
    terminal.press(b"a")
    terminal.see("You are here since")
    terminal.process.send_signal(signal.SIGKILL)
    ends(program)
    assert office.store.breaks.stay(ana)
    assert office.store.check() == ()


def test_a_network_that_is_dead_is_noticed_for_nothing_ticks(office: Office) -> None:
    with Relay(office.sshd.port) as relay:
        terminal = office.login("ana", port=relay.port)
        terminal.see("Ana Ruiz IS HERE")
        terminal.press(b"2")
        terminal.see("/ Search")
        terminal.press(b"/")  # a field with a cursor
        terminal.see("Reference, payer")
        program = office.program()
        relay.cut()
        ends(program)


def test_nobody_there_for_a_while_is_the_end_drawn_or_in_plain_lines(office: Office) -> None:
    office.store.settings.set("manage_idle", "5 s")
    office.store.settings.set("warning", "5 s")
    drawn, plain = office.login("ana"), office.login("ben", term="dumb")
    plain.see("Where to?")
    drawn.see("Still there? Any key stays.")
    drawn.see(GONE)
    plain.see("Nobody typed for a while")
    assert [one.process.wait(LONGEST_WAIT) for one in (drawn, plain)] == [0, 0]


def test_a_right_that_is_withdrawn_ends_the_session(
    office: Office, ana: Person, ben: Person, nora: Person
) -> None:
    office.store.people.change(nora, replace(nora, is_manager=True))
    manager, staff = office.login("ben"), office.login("ana")
    manager.see("3 work here")
    staff.see("Ana Ruiz IS HERE")
    office.store.people.change(ben, replace(ben, is_manager=False))
    manager.see("That one is for a manager.")
    assert manager.process.wait(LONGEST_WAIT) == 1
    office.store.people.take_out(ana, office.store.clock.now().date(), True)
    staff.see("You are not among those who work here today.")
    assert staff.process.wait(LONGEST_WAIT) == 1


def test_another_version_of_the_records_ends_it_with_75(office: Office) -> None:
    drawn, plain = office.login("ana"), office.login("ben", term="dumb")
    drawn.see("Ana Ruiz IS HERE")
    plain.see("Where to?")
    with contextlib.closing(sqlite3.connect(office.store.path)) as other, other:
        other.execute(
            "INSERT INTO schema_migration (name, applied)"
            " SELECT '9999', applied FROM schema_migration LIMIT 1"
        )
    plain.press(b"1\n")
    for one in (drawn, plain):
        one.see("The program was updated. Start it again.")
        assert one.process.wait(LONGEST_WAIT) == 75


def test_a_badge_means_nothing_there(office: Office, ana: Person) -> None:
    terminal = office.login("ben")
    terminal.see("3 work here")
    terminal.press(b"00451181\r")
    terminal.see("A badge means nothing here")
    terminal.see("Dr. Ben Cole")
    assert all(deed != "badge accepted" for _, deed, _ in events(office.store))


def test_a_window_may_be_as_small_as_it_likes(office: Office) -> None:
    for who, keys in (("ana", b"15"), ("ben", b"123456789")):
        terminal = office.login(who)
        terminal.see("F1 Help")
        for columns, lines in ((20, 5), (3, 2), (200, 60), (20, 5)):
            for key in (keys[i : i + 1] for i in range(len(keys))):
                terminal.resize(columns, lines)
                terminal.press(key)
                terminal.press(b"\x1b[B\x1bOP")
                terminal.press(b"\x1b")
        terminal.resize(80, 24)
        terminal.press(b"\x1b")
        terminal.see("F1 Help")
        assert terminal.process.poll() is None
