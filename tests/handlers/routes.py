"""The routes that the template declares."""

from functools import cache
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from tests.handlers.world import ROOT


@cache
def declared_routes() -> dict[str, str]:
    """The kind of authorisation of each route, `$default` among them."""
    resources: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]
    routes = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::ApiGatewayV2::Route"]
    return {route["RouteKey"]: route["AuthorizationType"] for route in routes}
