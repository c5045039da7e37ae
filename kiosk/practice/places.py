"""The places of the break room by name, as they are switched on and off one by one."""

from kiosk.practice.errors import Refusal

BREAKS, PRIOR_AUTHS, ISSUES, THANKS = "breaks", "prior_auths", "issues", "thanks"
MY_PAGE, TODAY = "my_page", "today"
PLACES = (BREAKS, PRIOR_AUTHS, ISSUES, TODAY, THANKS, MY_PAGE)
OF_PLACE = {  # where each sort of thing that the trail knows belongs; the others are of no place
    **dict.fromkeys(("correction", "missed", "lunch", "end", "extra"), BREAKS),
    "prior auth": PRIOR_AUTHS,
    "issue": ISSUES,
    "time off": TODAY,
    "plan": TODAY,
    "thanks": THANKS,
}


def is_on(about: str, turned_off: frozenset[str]) -> bool:
    """Whether a thing, as the trail calls it, belongs to no place that is switched off."""
    return not any(
        about.startswith(f"{sort} ") for sort, place in OF_PLACE.items() if place in turned_off
    )


def require_on(place: str, turned_off: frozenset[str]) -> None:
    """Raises Refusal where a place is switched off, in words for the office."""
    if place in turned_off:
        name = place.replace("_", " ").capitalize()
        raise Refusal(
            f"{name}: this place is switched off, and what was recorded there is kept. "
            "A manager switches it on in Settings."
        )
