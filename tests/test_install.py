"""The files in install/, and the command lines of docs/install.md."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands import COMMANDS
from kiosk.commands.ssh_config import KEYS_FILE, SETTINGS_FILE
from kiosk.practice.people import Person
from storage.store import Store
from tests.terminals import Terminal

ROOT = Path(__file__).parent.parent
INSTALL = ROOT / "install"
UNITS = sorted(one.name for one in INSTALL.iterdir())
DOCS = (ROOT / "docs" / "install.md").read_text("utf-8")
RUN = "/home/kiosk/breakroom-kiosk/run"
PROGRAM = re.compile(r"(?:/home/kiosk/|\./)?breakroom-kiosk/run|\./run")


def section(unit: str, name: str) -> dict[str, str]:
    """What a section of a unit says."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # names as they are
    parser.read(INSTALL / unit, "utf-8")
    return dict(parser[name])


def started(unit: str, home: Path) -> list[str]:
    """What the service starts, from this checkout and in another home."""
    words = shlex.split(section(unit, "Service")["ExecStart"])
    assert words[:2] == ["/usr/bin/env", "-i"] and RUN in words
    at = words.index(RUN)
    words[at : at + 1] = [sys.executable, "-m", "kiosk"]
    return ["env", "-C", str(ROOT), *(one.replace("/home/kiosk", str(home)) for one in words)]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = (INSTALL / unit).read_text("utf-8")
        # The user and the checkout are those of the machine where it is put up.
        here = text.replace(RUN, str(ROOT / "run")).replace("User=kiosk", "User=root")
        (tmp_path / unit).write_text(here.replace("/home/kiosk", "/"))
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / one) for one in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_opens_the_kiosk_and_comes_back_always(tmp_path: Path) -> None:
    service = section("breakroom-kiosk.service", "Service")
    assert (service["Restart"], service["TTYPath"]) == ("always", "/dev/tty1")
    # Textual draws on the last of the three.
    assert {service[f"Standard{one}"] for one in ("Input", "Output", "Error")} == {"tty"}
    terminal = Terminal(started("breakroom-kiosk.service", tmp_path), {"TEXTUAL_PRESS": "q"})
    terminal.see("Set up this practice")
    terminal.close()


def test_the_backup_keeps_records_and_key_apart(store: Store, ana: Person, tmp_path: Path) -> None:
    home, backups, keys = (tmp_path / one for one in ("home", "backups", "keys"))
    default = home / ".local" / "share" / "breakroom-kiosk"
    for folder in (default, backups, keys):
        folder.mkdir(parents=True)
    store.close()
    for name in ("kiosk.db", "kiosk.key"):
        shutil.copy(store.path.with_name(name), default)
    after = section("breakroom-kiosk-backup.service", "Service")["ExecStartPost"]
    for words in (started("breakroom-kiosk-backup.service", home), shlex.split(after)):
        places = (("/srv/backup/kiosk", backups), ("/srv/keys/kiosk", keys))
        for there, here in places:
            words = [one.replace(there, str(here)) for one in words]
        subprocess.run(words, check=True, capture_output=True)
    assert [one.suffix for one in backups.iterdir()] == [".db"]
    assert [one.suffix for one in keys.iterdir()] == [".key"]


def test_every_command_line_of_the_page_is_one_of_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [line.strip() for line in DOCS.splitlines() if line.startswith("    ")]
    found = [line for line in lines if PROGRAM.search(line)]
    assert len(found) >= 6
    for line in found:
        command = re.split(r"[|>]", PROGRAM.split(line)[1])[0]
        name, *options = [*shlex.split(command), "run"][:1] + shlex.split(command)[1:]
        if name in ("--version", "run"):
            continue
        assert name in COMMANDS, line
        assert main([name, "--help"]) == 0
        told = capsys.readouterr().out
        assert [one for one in options if one.startswith("--") and one not in told] == [], line


def test_the_page_names_the_files_that_there_are() -> None:
    assert set(re.findall(r"install/([\w.-]+)", DOCS)) == set(UNITS)
    assert SETTINGS_FILE in DOCS and KEYS_FILE in DOCS
