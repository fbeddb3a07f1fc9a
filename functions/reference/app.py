"""The API reference for whoever writes an app: two files that lie beside this one."""

import gc
from pathlib import Path
from typing import Any

from whapp.http.reference import HEADERS
from whapp.telemetry import logger

HERE = Path(__file__).parent
FILES = {
    "GET /docs": ("reference.html", "text/html; charset=utf-8"),
    "GET /openapi.json": ("openapi.json", "application/json"),
}

gc.enable()  # what is loaded is loaded, and this function has nothing to warm up


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The page, or the document that it was made of."""
    name, kind = FILES[event["routeKey"]]
    return {
        "statusCode": 200,
        "headers": {**HEADERS, "Content-Type": kind},
        "body": (HERE / name).read_text(),
        "isBase64Encoded": False,
    }
