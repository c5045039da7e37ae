"""Which version of the program this is, and whether another lies in its place by now."""

import re
from pathlib import Path

VERSION = "0.1.0"  # as in pyproject.toml, which a checkout without an installation cannot ask
_FILE = Path(__file__)
_LINE = re.compile(r'^VERSION = "([^"]*)"', re.M)


def is_replaced(file: Path = _FILE) -> bool:
    """Whether another version was installed over the one that runs, which then should end.

    What it has not imported yet would be that of the other. A file that cannot be read is one that
    is just being replaced: asked again, it will say.
    """
    try:
        found = _LINE.search(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return found is not None and found[1] != VERSION
