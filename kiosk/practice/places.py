"""The places of the break room by name, as they are switched on and off one by one."""

from kiosk.practice.errors import Refusal

BREAKS, PRIOR_AUTHS, ISSUES, THANKS = "breaks", "prior_auths", "issues", "thanks"
MY_PAGE, TODAY = "my_page", "today"
PLACES = (BREAKS, PRIOR_AUTHS, ISSUES, TODAY, THANKS, MY_PAGE)


def require_on(place: str, turned_off: frozenset[str]) -> None:
    """Raises Refusal where a place is switched off, in words for the office."""
    if place in turned_off:
        name = place.replace("_", " ").capitalize()
        raise Refusal(
            f"{name}: this place is switched off, and what was recorded there is kept. "
            "A manager switches it on in Settings."
        )
