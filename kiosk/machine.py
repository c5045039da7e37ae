"""What belongs to this machine, not to the practice: where the store lies, its terminal's name."""

import os
import socket
from pathlib import Path
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.values import dataclass

Look = Literal["auto", "dark", "light", "plain"]
LOOKS: tuple[Look, ...] = ("auto", "dark", "light", "plain")
KEYS = {"store", "terminal", "look"}


@dataclass(frozen=True)
class Machine:
    """One terminal.

    store: the SQLite file. is_named: whether somebody named it; only the unnamed default is ever
    made anew. terminal: its name in the trail. look: of the screens; plain has no colours.
    """

    store: Path
    is_named: bool
    terminal: str
    look: Look = "auto"


def read(named: str | None, config: str | None) -> Machine:
    """This machine, from the command line, the environment and kiosk.toml, in this order.

    named: what --store said. config: what --config said; without it kiosk.toml is looked for in
    the user's configuration directory. Raises Refusal when the file cannot be read.
    """
    table = _table(config)
    store = named or os.environ.get("KIOSK_STORE") or table.get("store")
    if store and "://" in store:
        raise Refusal(f"{store}: only files can be stores so far, not databases on a server.")
    look = table.get("look", "auto")
    if look not in LOOKS:
        raise Refusal(f"kiosk.toml: look is one of {', '.join(LOOKS)}, and '{look}' is none.")
    path = Path(store).expanduser() if store else default_store()
    terminal = table.get("terminal") or socket.gethostname()
    return Machine(path.absolute(), bool(store), terminal, look)


def default_store() -> Path:
    """Where a store lies that nobody named."""
    from platformdirs import user_data_path  # 8 ms that a named store need not wait for

    return user_data_path("breakroom-kiosk", appauthor=False) / "kiosk.db"


def demo_store() -> Path:
    """Where the demo practice lies: beside the real store, never in it."""
    from platformdirs import user_cache_path

    return user_cache_path("breakroom-kiosk", appauthor=False) / "demo" / "kiosk.db"


def _table(config: str | None) -> dict[str, str]:
    path = Path(config).expanduser() if config else _default_config()
    if not config and not path.exists():
        return {}
    import tomllib  # 7 ms that a machine without a kiosk.toml need not wait for

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Refusal(f"{path} cannot be read: {fault}.") from fault
    if strange := sorted(set(table) - KEYS):
        raise Refusal(f"{path}: there is no '{strange[0]}'. There are {', '.join(sorted(KEYS))}.")
    if wrong := [key for key, value in table.items() if not isinstance(value, str)]:
        raise Refusal(f"{path}: {wrong[0]} must be text in quotes.")
    return table


def _default_config() -> Path:
    from platformdirs import user_config_path

    return user_config_path("breakroom-kiosk", appauthor=False) / "kiosk.toml"
