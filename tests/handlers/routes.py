"""The routes that the template declares."""

from functools import cache
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from tests.handlers.world import ROOT


@cache
def declared_routes() -> dict[str, str]:
    """The kind of authorisation of each route, `$default` among them, named as the document names it.

    `{reply+}` takes whatever a chat app hangs behind a link; to the document it is the reply.
    """
    resources: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]
    routes = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::ApiGatewayV2::Route"]
    return {route["RouteKey"].replace("+}", "}"): route["AuthorizationType"] for route in routes}
