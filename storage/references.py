"""References that can be said aloud, and that tell nothing about how many there are."""

import math
import secrets

SAYABLE = "ACDEFGHJKMNPQRTUVWXY"  # no letter that sounds or looks like another sign
DIGITS = "234679"


def drawn(signs: tuple[str, ...]) -> str:
    """One of all that there can be, drawn by lot. signs: those that can stand in each place."""
    number, found = secrets.randbelow(math.prod(map(len, signs))), ""
    for sort in signs:
        number, place = divmod(number, len(sort))
        found += sort[place]
    return found
