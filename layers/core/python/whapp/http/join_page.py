"""The page and the A5 poster behind a group's invitation: small HTML documents without scripts."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from whapp.app.show_invitation import InvitationView
from whapp.domain.hours import AMSTERDAM
from whapp.domain.invitation import spoken, tidy_code
from whapp.domain.language import Language
from whapp.http import page_markup as markup
from whapp.http.join_words import JOIN_WORDS, JoinWords
from whapp.http.page_markup import Html, fill, join
from whapp.http.page_words import WORDS
from whapp.http.qr import qr_svg

STYLE: Final = Html(
    markup.STYLE
    + """
ol,ul{margin:.5rem 0;padding-left:1.4rem}
li{margin:.35rem 0}
.code{margin:.25rem 0;font:700 1.7rem/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.06em}
.box{margin:1rem 0;padding:.9rem 1rem;border-radius:.6rem;background:var(--tint)}
.poster{text-align:center}
.poster h1{font-size:2rem}
.poster ul{display:inline-block;text-align:left}
.qr{display:block;width:60%;max-width:16rem;margin:.75rem auto;background:#fff}
.link{font-size:.8rem}
@page{size:A5;margin:12mm}
@media print{:root{color-scheme:only light;--paper:#fff;--ink:#000;--soft:#333;--go:#0b6b43;--tint:#fff}
html{font-size:10.5pt}body{padding:0}header a,.screen{display:none}p{margin:.3rem 0}.qr{max-width:62mm}
footer{margin-top:.75rem;padding-top:.4rem}}
"""
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",  # the address of this page lets people into a group
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_PAGE: Final = markup.PAGE.replace('href="?lang={other}"', 'href="?lang={other}{view}"').replace(
    "<main>", '<main class="{kind}">'
)
_ITEM: Final = "<li>{text}</li>\n"
_CODE: Final = '<p class="code">{code}</p>\n'
_BOX: Final = '<div class="box">\n{body}</div>\n'
_BUTTON: Final = '<p><a class="button" href="{link}">{label}</a></p>\n'
_QR: Final = '<div role="img" aria-label="{label}">{svg}</div>\n'
_SCREEN: Final = '<p class="hint screen">{text} <a href="?lang={lang}">{back}</a></p>\n'
_POSTER_LINK: Final = '<p class="hint"><a href="?view=poster&amp;lang={lang}">{label}</a></p>\n'
_LINK: Final = '<p class="link">{link}</p>\n'


def render(view: InvitationView | None, code: str, language: Language, app_url: str) -> str:
    """The landing page of a group, or the friendly page for a code that does not work."""
    words = JOIN_WORDS[language]
    if view is None:
        return _page(words, words.no_good_title, words.no_good_title, _lines(words.no_good))
    group, code = view.group, spoken(tidy_code(code))
    last_day = WORDS[language].day(view.invitation.ends_at.astimezone(AMSTERDAM))
    body = join(
        _line(words.lead.format(kind=group.kind.label(language), group=group.name)),
        fill(markup.HEADING, heading=words.how_it_works),
        _list("ol", words.steps),
        fill(markup.HEADING, heading=words.safe),
        _list("ul", words.promises),
        fill(markup.HEADING, heading=words.join),
        fill(_BUTTON, link=app_url + code, label=words.open_app) if app_url else Html(),
        fill(
            _BOX,
            body=join(
                _line(words.code_hint),
                fill(_CODE, code=code),
                fill(markup.HINT, hint=words.ends.format(date=last_day)),
            ),
        ),
        fill(_POSTER_LINK, lang=language, label=words.poster_title),
    )
    return _page(words, words.title, words.heading.format(group=group.name), body)


def render_poster(view: InvitationView | None, code: str, language: Language, public_url: str) -> str:
    """The poster, made to be printed on A5; for a code that does not work the same page as elsewhere."""
    if view is None:
        return render(None, code, language, "")
    words, code = JOIN_WORDS[language], spoken(tidy_code(code))
    link = f"{public_url}/j/{code}"
    body = join(
        _line(words.poster_lead.format(group=view.group.name)),
        _list("ul", words.poster_steps),
        fill(_QR, label=words.scan, svg=Html(qr_svg(link))),
        _line(words.scan),
        _line(words.or_type),
        fill(_CODE, code=code),
        fill(_LINK, link=link),
        fill(_SCREEN, text=words.print_hint, lang=language, back=words.back),
    )
    return _page(words, words.poster_title, words.poster_heading, body, poster=True)


def render_trouble(language: Language) -> str:
    """The page when we cannot look: it needs nothing that could be broken."""
    words = JOIN_WORDS[language]
    return _page(words, words.trouble_title, words.trouble_title, _line(words.trouble))


def _page(words: JoinWords, title: str, heading: str, body: Html, *, poster: bool = False) -> str:
    return fill(
        _PAGE,
        lang=words.language,
        title=title,
        style=STYLE,
        other=Language.NL if words.language is Language.EN else Language.EN,
        other_language=words.other_language,
        view="&view=poster" if poster else "",
        kind="poster" if poster else "landing",
        heading=heading,
        body=body,
        emergency=words.emergency,
        about=words.about,
    )


def _line(text: str) -> Html:
    return fill(markup.LINE, line=text)


def _lines(texts: Iterable[str]) -> Html:
    return join(*map(_line, texts))


def _list(tag: str, texts: Iterable[str]) -> Html:
    items = join(*(fill(_ITEM, text=text) for text in texts))
    return fill(f"<{tag}>\n{{items}}</{tag}>\n", items=items)
