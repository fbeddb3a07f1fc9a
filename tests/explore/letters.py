"""Letters to idle helpers: the care job that writes them, and the pages behind their links."""

from hashlib import sha256
from typing import Any

from tests.explore import rows
from tests.explore.acts import People
from tests.explore.rows import text
from tests.explore.workers import Worker


def answer(people: People, who: str, button: str) -> None:
    """Open the page behind the newest letter (button ""), or press a button on it."""
    world, link = people.world, people.post.letters[who][-1]
    event = people.reply_event(link, button)
    begun, lags = _page(people, who, link), world.faulty

    def judge(worker: Worker) -> None:
        if worker.crashed:
            return
        view: Any = worker.known.get("page")
        if worker.error is not None or (view is None and not worker.faults):
            world.blame("I22", f"{who} gets no page of their letter but {worker.error!r}")
        elif view is not None:
            ended = _page(people, who, link)
            true = {ended, "unknown" if who in people.gone else ended} if button else {begun, ended}
            if lags:  # the index that finds the letter's receiver
                true.add("unknown")
            if view.state not in true and not (button and view.state in _DONE):  # or it changed since
                world.blame("I8", f"{who} reads {view.state!r} in their letter where {sorted(true)} was true")
            if button == "yes" and view.state == "practice":
                world.blame("I15", f"{who} practised, and is asked to practise")

    world.run_function("reply", event, f"{who} answers their letter: {button or 'looks'}", judge)


_DONE = ("practised", "willing")


def _page(people: People, who: str, link: str) -> str:
    """What the page tells now."""
    profile = rows.member(people.world.table, who)
    if profile is None or text(profile, "owner_pk") != f"LETTER#{sha256(link[1:].encode()).hexdigest()}":
        return "unknown"
    if text(profile, "letter") == "practice":
        return "practised" if "practised_at" in profile else "practice"
    paused = rows.instant(profile, "paused_until")
    return "resting" if paused and paused > people.world.clock.time else "willing"
