"""A plan that runs in a practice of 60 people, over a bare table of as many rows."""

from benchmarks.bench import Bench
from benchmarks.figures import ratios
from benchmarks.table import Row, over, spread
from benchmarks.today import fill, first_looks, opened
from kiosk.practice.kept_plans import require_readable
from screens.acts import Look
from screens.session import Kiosk, Session
from screens.views import today as today_view
from storage.plan_runs import Given


def figures(bench: Bench) -> list[Row]:
    """A number key to the plan that runs, over a bare table's."""
    path = bench.folder / "plan.db"
    path.unlink(missing_ok=True)
    fill(path)
    with opened(path) as store:
        store.settings.current()
        people = store.people.everyone()
        kept = next(one for one in store.plans.ready() if one.key == "ehr-down")
        roles = {one.role for one in require_readable(kept).steps}
        by_role = {role: people[place % len(people)].id for place, role in enumerate(sorted(roles))}
        store.plan_runs.start(kept, "full", Given(by_role, people[0].id, people[1].id), people[0])
        session = Session(store.clock, store.settings.current())
        rows = len(today_view.load(Kiosk(store, store.clock, session), Look()).things())
    ours, theirs = first_looks(bench, path, ("4", "WHOM TO TELL"), rows)
    said = f"{spread(ours, 'ms', 1e3)}; table of {rows} rows {spread(theirs, 'ms', 1e3)}"
    words = "a plan that runs, over a bare table: p50"
    return [over(words, said, ratios(ours, theirs)[0], 1.3)]
