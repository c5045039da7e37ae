"""My page: one person's own day, for that person alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from screens.acts import Look, View
from screens.session import Kiosk
from screens.views import my_breaks
from screens.views.words import day_words


@dataclass(frozen=True)
class MyPage(View):
    """Labels and values; nothing here is about anybody else."""

    lines: tuple[tuple[str, str], ...]

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield from self.lines


def load(kiosk: Kiosk, look: Look) -> MyPage:
    """The page of whoever is here."""
    person, now = kiosk.session.person, kiosk.clock.now()
    if person is None:
        return MyPage((("My page", "Type your name or scan your badge to see it."),))
    lines = [("Name", person.name), ("Roles", ", ".join(person.roles) or "none")]
    lines += my_breaks.lines(person, kiosk.store)
    unread = len(kiosk.store.prior_auth_holding.news(person))
    lines += [("New for you", f"{unread} about prior auths: press 2")] if unread else []
    mine = kiosk.store.prior_auths.listed("mine", now.date(), person)
    lines += [("My prior auths", str(mine.total) if mine.total else "none")]
    for one in mine.tasks[:10]:
        due = f", needed by {day_words(one.needed_by, now.date())}" if one.needed_by else ""
        lines += [(one.ref, f"{one.payer}, {one.service or ', '.join(one.codes)}{due}")]
    return MyPage(tuple(lines))
