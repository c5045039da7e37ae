"""`python -m benchmarks.raw_trail STORE`: the least that verifying a trail can cost.

It reads the same rows with sqlite3 alone and signs the same bytes, and compares nothing.
"""

import hmac
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from storage.key import key_of


def main(path: Path) -> int:
    """Read and sign every event; the number of them."""
    secret, before, count = bytes.fromhex(key_of(path).read_text()), "", 0
    with closing(sqlite3.connect(path)) as connection:
        for row in connection.execute("SELECT * FROM event ORDER BY id"):
            said = f"event\n{json.dumps([before, *row[:-1]])}"
            hmac.digest(secret, said.encode(), "sha256").hex()
            before, count = row[-1], count + 1
        connection.execute("SELECT COUNT(words) FROM text").fetchone()
    return count


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
