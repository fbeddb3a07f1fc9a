"""The messages that go out: each under a claim of its own, to the right phone, with the right link."""

from copy import deepcopy
from datetime import datetime, timedelta
from hashlib import sha256

from tests.explore import rows
from tests.explore.cloud.sns import Sent
from tests.explore.rows import text, texts
from tests.explore.workers import Worker
from tests.explore.world import World

MAX_ATTEMPTS = 3
WITH_LINK = ("#ask", "#visit_reminder", "#are_you_coming", "#let_go", "#did_you_help", "#assigned")
MONTH = timedelta(days=30)
LINK = "https://whapp.example/r/"


class Post:
    """Looks at every message that is sent, and keeps the links that arrive."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._phones = world.village.phones
        begun = world.village.begun
        self.links: dict[str, list[str]] = deepcopy(dict(begun.links)) if begun else {}  # by helper, as they arrived
        self.letters: dict[str, list[str]] = {}  # by helper: the last parts of the links to letters
        self._written: dict[str, tuple[Worker, datetime]] = {}  # by phone or topic: the last letter
        world.sns.on_send = self.on_send

    def on_send(self, sent: Sent) -> None:
        """A message goes out."""
        member_id, worker = self._phones[sent.to], self._world.current
        self._world.overhear("a message", sent.text, may_hold_a_link=True)
        if worker is not None and worker.what == "care":
            self._letter(worker, sent, member_id)
            return
        if worker is not None and worker.what == "remind":
            if member_id not in worker.known.get("reminds", ()):
                self._world.blame("I10", f"{member_id} is reminded of a badge that nobody claimed")
            return
        if worker is None or worker.what != "decide":
            self._world.blame("I7", f"somebody other than Decide sends to {member_id}")
            return
        claim = self._claim_for(worker, sent, member_id)
        if claim is None:
            self._world.blame("I7", f"a message to {member_id} that nobody claimed")
            return
        self._world.went_out[*claim, sent.to] += 1
        self._once(claim, sent)
        self._link(claim, sent, member_id)

    def _letter(self, worker: Worker, sent: Sent, member_id: str) -> None:
        """One letter a month, claimed before it is sent; the SDK may repeat what got no answer."""
        link = sent.text.partition(LINK)[2].split()[0]
        hashed = sha256(link[1:].encode()).hexdigest()
        if (hashed, member_id) not in worker.known.get("letters", ()):
            self._world.blame("I10", f"a letter to {member_id} that nobody claimed")
        by, at = self._written.get(sent.to, (worker, None))
        if at and at + MONTH > sent.at and not (by is worker and worker.faults):
            self._world.blame("I10", f"{member_id} gets a second letter within {sent.at - at}")
        self._written[sent.to] = worker, sent.at
        self._world.letters_out.add(hashed)
        self.letters.setdefault(member_id, []).append(link)

    def _claim_for(self, worker: Worker, sent: Sent, member_id: str) -> tuple[str, str] | None:
        """The worker's own claim that this message fulfils; an SDK's repeat fulfils the same one."""
        repeats = worker.known.get("last sent") == (sent.to, sent.text) and worker.faults > 0
        used: list[tuple[str, str]] = worker.known.setdefault("used", [])
        for request_id, sk, receiver in worker.known.get("claims", []):
            mine = receiver == member_id and sk.endswith(WITH_LINK) == (LINK in sent.text)
            if mine and (repeats or (sk, sent.to) not in used):
                used.append((sk, sent.to))
                worker.known["last sent"] = sent.to, sent.text
                return request_id, sk
        return None

    def _once(self, claim: tuple[str, str], sent: Sent) -> None:
        notice = self._world.table.get((f"REQUEST#{claim[0]}", claim[1]))
        channel = "sms" if sent.to.startswith("+") else "email"
        if channel in texts(notice, "sent"):
            self._world.blame("I10", f"{claim[1]} is sent again after it was marked as sent")

    def _link(self, claim: tuple[str, str], sent: Sent, member_id: str) -> None:
        """A message that is answered carries a link of its own ask."""
        reply_id = sent.text.partition(LINK)[2].split()[0] if LINK in sent.text else ""
        if not reply_id:
            return
        case = rows.case(self._world.table, claim[0])
        ask = case.ask_of(sha256(reply_id[16:].encode()).hexdigest()) if case else None
        if text(ask, "helper_id") != member_id:
            self._world.blame("I10", f"{member_id} gets the link of {text(ask, 'helper_id') or 'nobody'}")
        links = self.links.setdefault(member_id, [])
        if reply_id not in links:
            links.append(reply_id)
