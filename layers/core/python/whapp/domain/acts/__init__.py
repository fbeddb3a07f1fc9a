"""What members do to a request: each act is a pure function, and repeating it changes nothing."""

from whapp.domain.acts.contact import is_parted, show_contact
from whapp.domain.acts.helper import Outcome, answer, coming, tell_how_it_went, withdraw
from whapp.domain.acts.parting import between, keep_apart, part
from whapp.domain.acts.report import report
from whapp.domain.acts.requester import (
    cancel,
    check_until,
    choose_circles,
    done,
    extend,
    forget,
    gone,
    leave,
    let_go_on,
    not_helped,
    thanks,
)

__all__ = [
    "Outcome",
    "answer",
    "between",
    "cancel",
    "check_until",
    "choose_circles",
    "coming",
    "done",
    "extend",
    "forget",
    "gone",
    "is_parted",
    "keep_apart",
    "leave",
    "let_go_on",
    "not_helped",
    "part",
    "report",
    "show_contact",
    "tell_how_it_went",
    "thanks",
    "withdraw",
]
