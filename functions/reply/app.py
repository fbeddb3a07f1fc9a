"""The public reply page: a neighbour looks at the question and answers in two taps, without signing in."""

from typing import Any

from whapp.app.answer_reply import answer_reply
from whapp.app.reply_view import ReplyState
from whapp.app.show_reply import show_reply
from whapp.bootstrap import services
from whapp.http import form, page
from whapp.telemetry import logger

services.warm_up("requests", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """GET and HEAD show, POST decides; whoever opens a link always gets a page (I22)."""
    method = event["requestContext"]["http"]["method"]
    reply_id = (event.get("pathParameters") or {}).get("reply", "").strip("/")  # chat apps add a slash
    fields = form.fields(event) if method == "POST" else {}
    language = form.language(event, fields)
    status = 200
    try:
        decision = form.decision(fields)
        view = (
            answer_reply(services, reply_id, decision, form.reason(fields))
            if decision
            else show_reply(services, reply_id)
        )
        html = page.render(view, language)
        status = 404 if view.state is ReplyState.UNKNOWN else 200
    except Exception as error:  # noqa: BLE001 - a neighbour must not see a stack of technical words
        logger.error("reply page in trouble", error=type(error).__name__)
        html = page.render_trouble(language)
    return {
        "statusCode": status,
        "headers": dict(page.HEADERS),
        "body": "" if method == "HEAD" else html,
        "isBase64Encoded": False,
    }
