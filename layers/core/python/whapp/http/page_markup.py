"""The markup of the reply page: a way to write it in which nothing is forgotten to be escaped, its style, its parts."""

import re
from html import escape
from typing import Final


class Html(str):
    """Markup that was made here. Every other string is text, and is escaped when it is put into a template."""

    __slots__ = ()


def fill(template: str, **parts: str) -> Html:
    """The template with its parts put in: the one place where text becomes markup."""
    return Html(template.format_map({name: _markup(part) for name, part in parts.items()}))


def join(*parts: Html) -> Html:
    """The parts, one after the other."""
    return Html("".join(parts))


_INVISIBLE = re.compile(  # control characters, marks that turn the direction of text, halves of characters
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def _markup(part: str) -> Html:
    return part if isinstance(part, Html) else Html(escape(_INVISIBLE.sub("", part)))


STYLE: Final = Html("""
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f1d;--soft:#4a534f;--line:#b9c2bd;--field:#7c8883;--tint:#eef5f1;
--go:#0b6b43;--on-go:#fff;--focus:#1d4ed8}
@media (prefers-color-scheme:dark){:root{--paper:#131716;--ink:#f1f4f2;--soft:#b8c2bd;--line:#46504b;--field:#84908a;
--tint:#1d2522;--go:#7fdcae;--on-go:#06301d;--focus:#9dbcff}}
*{box-sizing:border-box}
html{font-size:118.75%;-webkit-text-size-adjust:100%}
body{max-width:34rem;margin:0 auto;padding:.75rem 1rem 1.5rem;background:var(--paper);color:var(--ink);
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;line-height:1.5;
overflow-wrap:anywhere}
header,footer{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem}
header b{color:var(--go);font-size:1.2rem}
header a{padding:.6rem 0}
footer{display:block;margin-top:2.5rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--soft);
font-size:.9rem}
footer p{margin:.2rem 0}
footer strong{color:var(--ink)}
h1{margin:.75rem 0;font-size:1.6rem;line-height:1.25}
h2{margin:1.25rem 0 .5rem;font-size:1.15rem}
p{margin:.5rem 0}
a{color:var(--go);text-underline-offset:.15em}
dl{margin:1rem 0;padding:.9rem 1rem;border-radius:.6rem;background:var(--tint)}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0 0 .7rem;font-weight:600;white-space:pre-line}
dd:last-child{margin-bottom:0}
dd.words{font-weight:400}
dd.tel{font-size:1.3rem}
dd.tel a{display:inline-block;padding:.5rem 0}
form{margin:1.25rem 0 0}
form+form{margin-top:2.25rem}
label{display:block;margin-bottom:.35rem}
select,button,a.button{display:block;width:100%;min-height:3.25rem;padding:.6rem 1rem;border:2px solid var(--go);
border-radius:.6rem;font:inherit;text-align:center}
select{margin-bottom:.75rem;padding:.6rem .5rem;border-width:1px;border-color:var(--field);background:var(--paper);
color:var(--ink);text-align:left}
button,a.button{margin-top:1.25rem;padding:.75rem}
button,a.button{background:var(--paper);color:var(--go);font-weight:700;text-decoration:none;cursor:pointer}
button.go{min-height:4rem;background:var(--go);color:var(--on-go);font-size:1.25rem}
button.less{min-height:2.75rem;border-width:1px;font-size:.95rem}
.hint{color:var(--soft);font-size:.9rem}
details{margin-top:2rem}
details form{margin-top:.25rem}
details button{margin-top:1rem}
summary{padding:.6rem 0;color:var(--soft);cursor:pointer}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px}
""")

PAGE: Final = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} - Whapp</title>
<style>{style}</style>
</head>
<body>
<header><b>Whapp</b><a href="?lang={other}" hreflang="{other}" lang="{other}">{other_language}</a></header>
<main>
<h1>{heading}</h1>
{body}</main>
<footer><p><strong>{emergency}</strong></p><p>{about}</p></footer>
</body>
</html>
"""

LINE: Final = "<p>{line}</p>\n"
HEADING: Final = "<h2>{heading}</h2>\n"
HINT: Final = '<p class="hint">{hint}</p>\n'
AGAIN: Final = '<p><a class="button" href="">{label}</a></p>\n'

FACTS: Final = "<dl>\n{rows}</dl>\n"
FACT: Final = '<dt>{label}</dt><dd class="{kind}" dir="auto">{fact}</dd>\n'
CALL: Final = '<a href="tel:{number}">{shown}</a>'

# Without an action the form goes to the page's own address, wherever that is.
FORM: Final = """<form method="post">
<input type="hidden" name="lang" value="{lang}">
{body}</form>
"""
BUTTON: Final = '<button class="{kind}" name="answer" value="{answer}">{label}</button>\n'
REASON: Final = """<label for="reason">{question}</label>
<select id="reason" name="reason">
{options}</select>
"""
OPTION: Final = '<option value="{code}">{label}</option>\n'
FOLDED: Final = """<details>
<summary>{summary}</summary>
{body}</details>
"""
