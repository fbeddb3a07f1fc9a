"""The public page behind a group's invitation, and its poster."""

import re
from typing import Any

from whapp.app.show_invitation import show_invitation
from whapp.bootstrap import services
from whapp.http import form, join_page
from whapp.telemetry import logger

PREVIEW = re.compile(r"bot|crawl|pre(view|fetch|render)|whatsapp|facebookexternalhit|telegram", re.IGNORECASE)

services.warm_up("invitations", "groups")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """GET and HEAD show; a person's GET is counted, with no cookie and no address. Always a page."""
    head = event["requestContext"]["http"]["method"] == "HEAD"
    code = (event.get("pathParameters") or {}).get("code", "").strip("/")  # chat apps add a slash
    query = event.get("queryStringParameters") or {}
    poster, language, status = query.get("view") == "poster", form.language(event, {}), 200
    headers = event.get("headers") or {}
    looker = " ".join(headers.get(name, "") for name in ("user-agent", "purpose", "sec-purpose", "x-purpose"))
    try:
        view = show_invitation(services, code, counted=not (head or poster or PREVIEW.search(looker)))
        html = (
            join_page.render_poster(view, code, language, services.public_url)
            if poster
            else join_page.render(view, code, language, services.app_url)
        )
        status = 200 if view else 404
    except Exception as error:  # noqa: BLE001 - a neighbour must not see a stack of technical words
        logger.error("join page in trouble", error=type(error).__name__)
        html = join_page.render_trouble(language)
    return {
        "statusCode": status,
        "headers": dict(join_page.HEADERS),
        "body": "" if head else html,
        "isBase64Encoded": False,
    }
