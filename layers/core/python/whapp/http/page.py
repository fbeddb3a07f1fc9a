"""The reply page: the question to one neighbour and the answer, as one small HTML document without scripts.

It is written for a cheap phone on a bad network and for eyes of eighty, and it has to start fast: nothing but the
standard library and the domain. Links and forms are relative, because the page may live under any path.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

from whapp.app.reply_view import Contact, Question, ReplyState, ReplyView, Word
from whapp.domain.filters import Filter, FilterField
from whapp.domain.language import Language
from whapp.http import page_markup as markup
from whapp.http.page_markup import Html, fill, join
from whapp.http.page_words import WORDS, Telling, Words

_STYLE_HASH = b64encode(sha256(markup.STYLE.encode()).digest()).decode()

HEADERS: Final[Mapping[str, str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",  # the address of this page is the key to it
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def render(view: ReplyView, language: Language) -> str:
    """The page that tells what is true now, in one language. It holds the buttons that make sense, and no others."""
    words = WORDS[language]
    telling = (words.afterwards.get(view.word) if view.word else None) or words.telling[view.state]
    if view.state is ReplyState.PRACTICE and view.question:
        made_up = replace(view.question, first_name=words.made_up_name, text=words.made_up_text)
        view = replace(view, question=made_up)
    name = view.question.first_name if view.question else words.somebody
    question = _question(view.question, words) if view.question else Html()
    match view.state:
        case ReplyState.ASKED:
            body = join(question, _yes(words, name), _no(words), _report(words))
            return _page(words, telling.heading, words.can_you_help.format(name=name), body)
        case ReplyState.MATCHED:
            contact = _contact(view.contact, words) if view.contact else _show_contact(words, name)
            last = Html() if view.word is Word.TOLD else _withdraw(words)
            body = join(_lines(telling), _word(view.word, words), contact, question, last, _report(words))
        case ReplyState.HELPED:
            contact = _contact(view.contact, words) if view.contact else Html()
            body = join(_lines(telling), contact, question, _report(words))
        case ReplyState.STAND_BY:
            body = join(_lines(telling), question, _form(words, _button("no", words.no_stand_by, "less")))
        case ReplyState.PRACTICE:
            body = join(_lines(telling), question, _form(words, _button("yes", words.yes, "go")), _no(words))
            return _page(words, telling.heading, words.can_you_help.format(name=name), body)
        case ReplyState.RESTING:
            body = join(_lines(telling), _form(words, _button("yes", words.ask_me_again, "go")))
        case ReplyState.DECLINED:
            body = join(_lines(telling), _filter(view, words))
        case ReplyState.TOO_LATE if view.question:
            body = join(_lines(telling), _stand_by(words), question)
        case _:
            body = join(_lines(telling), question)
    return _page(words, telling.heading, telling.heading, body)


def render_trouble(language: Language) -> str:
    """The page when we cannot look: it needs nothing that could be broken."""
    words = WORDS[language]
    body = join(_lines(words.trouble), fill(markup.AGAIN, label=words.try_again))
    return _page(words, words.trouble.heading, words.trouble.heading, body)


def _page(words: Words, title: str, heading: str, body: Html) -> str:
    """The document. Its title stays behind in the history of the phone, so it names nobody."""
    return fill(
        markup.PAGE,
        lang=words.language,
        title=title,
        style=markup.STYLE,
        other=Language.NL if words.language is Language.EN else Language.EN,
        other_language=words.other_language,
        heading=heading,
        body=body,
        emergency=words.emergency,
        about=words.about,
    )


def _lines(telling: Telling) -> Html:
    return join(*(fill(markup.LINE, line=line) for line in telling.lines))


def _question(question: Question, words: Words) -> Html:
    circle = words.circles[min(question.circle, len(words.circles) - 1)]
    return _facts(
        _fact(words.what, question.category.label(words.language)),
        _fact(words.when, words.period(question.needed_from, question.needed_until)),
        _fact(words.where, circle),
        _fact(words.group, f"✓ {question.badge.words(words.language)}") if question.badge else Html(),
        _fact(words.in_their_words, question.text, "words") if question.text else Html(),
    )


def _contact(contact: Contact, words: Words) -> Html:
    phone = _call(contact.phone) if contact.phone else words.no_phone
    facts = _facts(
        _fact(words.phone, phone, "tel" if contact.phone else "plain"),
        _fact(words.address, contact.address or words.no_address),
    )
    return join(fill(markup.HEADING, heading=words.how_to_reach.format(name=contact.first_name)), facts)


def _call(phone: str) -> Html:
    """A number to tap, shown the way Dutch people say their mobile numbers."""
    mobile = re.fullmatch(r"\+316(\d\d)(\d\d)(\d\d)(\d\d)", phone)
    shown = " ".join(("06", *mobile.groups())) if mobile else phone
    return fill(markup.CALL, number=re.sub(r"[^+\d]", "", phone), shown=shown)


def _facts(*rows: Html) -> Html:
    return fill(markup.FACTS, rows=join(*rows))


def _fact(label: str, fact: str, kind: str = "plain") -> Html:
    return fill(markup.FACT, label=label, fact=fact, kind=kind)


def _yes(words: Words, name: str) -> Html:
    hint = words.after_yes.format(Name=_capital(name))
    return _form(words, join(_button("yes", words.yes, "go"), fill(markup.HINT, hint=hint)))


def _no(words: Words) -> Html:
    reasons = [("", words.rather_not_say), *words.reasons.items()]
    options = join(*(fill(markup.OPTION, code=code, label=label) for code, label in reasons))
    reason = fill(markup.REASON, question=words.why_not, options=options)
    return _form(words, join(reason, _button("no", words.no), fill(markup.HINT, hint=words.no_is_fine)))


def _word(word: Word | None, words: Words) -> Html:
    """What the matched helper is asked, or thanked for."""
    match word:
        case Word.COMING:
            hint = fill(markup.LINE, line=words.coming_hint)
            return join(hint, _form(words, _button("coming", words.coming, "go")))
        case Word.CONFIRMED:
            return fill(markup.LINE, line=words.confirmed)
        case Word.HOW_IT_WENT:
            buttons = _button("helped", words.helped, "go"), _button("not_helped", words.not_helped)
            return join(*(_form(words, button) for button in buttons))
        case _:
            return Html()


def _stand_by(words: Words) -> Html:
    return _form(words, join(fill(markup.LINE, line=words.stand_by_hint), _button("yes", words.stand_by)))


def _filter(view: ReplyView, words: Words) -> Html:
    """The one thing that the helper may want to change, or the news that it is changed."""
    if view.filtered:
        news = words.filtered[view.filtered.field].format_map(_named(view.filtered, words))
        return join(fill(markup.LINE, line=news), fill(markup.HINT, hint=words.change_back))
    if view.suggested is None:
        return Html()
    offered = words.filters[view.suggested.field].format_map(_named(view.suggested, words))
    hint = fill(markup.HINT, hint=words.only_this_kind.format_map(_named(view.suggested, words)))
    about_all = view.suggested.field is FilterField.CATEGORY
    return _form(words, join(_button("filter", offered), Html() if about_all else hint))


def _named(filter_: Filter, words: Words) -> Mapping[str, str]:
    """What a filter is about, as people say it."""
    return {
        "kind": filter_.category.label(words.language),
        "reach": words.reach(filter_.radius_m or 0),
        "day": words.day_of_the_week(filter_.day) if filter_.day else "",
    }


def _show_contact(words: Words, name: str) -> Html:
    hint = words.is_logged.format(Name=_capital(name))
    return _form(words, join(_button("contact", words.show_contact, "go"), fill(markup.HINT, hint=hint)))


def _withdraw(words: Words) -> Html:
    """Folded away, so that a slip of the finger does not cancel a visit."""
    button = _button("withdraw", words.withdraw, "less")
    form = _form(words, join(fill(markup.LINE, line=words.cannot_come_hint), button))
    return fill(markup.FOLDED, summary=words.cannot_come, body=form)


def _report(words: Words) -> Html:
    """One tap, and last on the page: whoever wants it looks for it, and a slip of the finger does not find it."""
    return _form(words, join(_button("report", words.report, "less"), fill(markup.HINT, hint=words.report_hint)))


def _form(words: Words, body: Html) -> Html:
    return fill(markup.FORM, lang=words.language, body=body)


def _button(answer: str, label: str, kind: str = "plain") -> Html:
    return fill(markup.BUTTON, answer=answer, label=label, kind=kind)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
