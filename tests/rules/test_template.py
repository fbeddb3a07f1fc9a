"""The template keeps the house rules, and each rule would notice when it did not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rules import template_rules as rules
from whapp.http.openapi import document

ROOT = Path(__file__).resolve().parents[2]
Plant = Callable[[dict[str, Any]], object]


@pytest.fixture
def template() -> dict[str, Any]:
    return rules.load(ROOT / "template.yaml")


def of(resource: str, *path: str | int) -> Callable[[dict[str, Any]], Any]:
    """The part of a template at this path, counted from the properties of a resource."""

    def find(template: dict[str, Any]) -> Any:
        part = template["Resources"][resource]["Properties"]
        for step in path:
            part = part[step]
        return part

    return find


def resources(template: dict[str, Any]) -> Any:
    return template["Resources"]


API = of("ApiFunction")
A_RIGHT = of("ApiFunction", "Policies", 0, "Statement", 0)
STAGE = of("ApiStage", "AccessLogSettings")
ROUTE = of("GetMeRoute")
TABLE = of("Table")

PLANTS: list[tuple[rules.Rule, str, Plant]] = [
    (
        rules.every_right_is_spelt_out,
        "ready-made",
        lambda it: API(it)["Policies"].append({"DynamoDBCrudPolicy": {"TableName": {"Ref": "Table"}}}),
    ),
    (rules.every_right_is_spelt_out, "ready-made", lambda it: API(it)["Policies"].append("AmazonDynamoDBFullAccess")),
    (rules.every_right_is_spelt_out, "ready-made", lambda it: of("CascadeRole")(it).update(ManagedPolicyArns=["any"])),
    (rules.every_right_is_spelt_out, "somewhere else", lambda it: API(it).update(Role="arn:aws:iam::1:role/admin")),
    (rules.no_right_is_wider_than_needed, "anything of dynamodb:*", lambda it: A_RIGHT(it).update(Action="dynamodb:*")),
    (rules.no_right_is_wider_than_needed, "dynamodb:GetItem", lambda it: A_RIGHT(it).update(Resource="*")),
    (rules.no_right_is_wider_than_needed, "on everything", lambda it: A_RIGHT(it).update(Resource=["arn:x", "*"])),
    (rules.no_right_is_wider_than_needed, "but something", lambda it: A_RIGHT(it).update(NotResource="arn:aws:s3:::x")),
    (
        rules.no_right_is_wider_than_needed,
        "CascadeRole may states:StartExecution on everything",
        lambda it: of("CascadeRole", "Policies", 0, "PolicyDocument", "Statement", 1, "Action")(it).append(
            "states:StartExecution"
        ),
    ),
    (
        rules.only_decide_and_care_speak_to_neighbours,
        "ApiFunction may send",
        lambda it: A_RIGHT(it).update(Action="sns:Publish"),
    ),
    (rules.logs_are_forgotten, "kept too long", lambda it: of("ApiLogs")(it).pop("RetentionInDays")),
    (rules.logs_are_forgotten, "kept too long", lambda it: of("AccessLogs")(it).update(RetentionInDays=3650)),
    (rules.logs_are_forgotten, "no log group of its own", lambda it: API(it).pop("LoggingConfig")),
    (rules.logs_tell_nothing_personal, "logs path", lambda it: STAGE(it).update(Format='{"p":"$context.path"}')),
    (
        rules.logs_tell_nothing_personal,
        "identity.sourceIp",
        lambda it: STAGE(it).update(Format="$context.identity.sourceIp"),
    ),
    (
        rules.logs_tell_nothing_personal,
        "logs what it was told",
        lambda it: of("Cascade", "Logging")(it).update(IncludeExecutionData=True),
    ),
    (rules.every_route_asks_who_calls, "GET /v1/me is open", lambda it: ROUTE(it).update(AuthorizationType="NONE")),
    (rules.every_route_asks_who_calls, "GET /v1/me is open", lambda it: ROUTE(it).pop("AuthorizerId")),
    (rules.every_route_asks_who_calls, "other tokens", lambda it: ROUTE(it).pop("AuthorizationScopes")),
    (
        rules.every_route_asks_who_calls,
        "GET /v1/all is open",
        lambda it: of("GetHealthRoute")(it).update(RouteKey="GET /v1/all"),
    ),
    (
        rules.every_route_asks_who_calls,
        "answered by another",
        lambda it: of("PostReplyRoute")(it).update(Target={"Fn::Sub": "integrations/${ApiIntegration}"}),
    ),
    (
        rules.every_route_is_there_once,
        "GET /v1/asks is there twice",
        lambda it: ROUTE(it).update(RouteKey="GET /v1/asks"),
    ),
    (rules.every_route_is_there_once, "HEAD /r/{reply+} is not there", lambda it: resources(it).pop("ProbeReplyRoute")),
    (
        rules.no_strange_page_may_call,
        "any page",
        lambda it: of("Api")(it).update(CorsConfiguration={"AllowOrigins": ["*"]}),
    ),
    (rules.no_strange_page_may_call, "any page", lambda it: it["Parameters"]["AllowedOrigins"].update(Default="*")),
    (rules.what_people_entrust_is_kept_well, "never forgets", lambda it: TABLE(it).pop("TimeToLiveSpecification")),
    (
        rules.what_people_entrust_is_kept_well,
        "brought back",
        lambda it: TABLE(it).pop("PointInTimeRecoverySpecification"),
    ),
    (
        rules.what_people_entrust_is_kept_well,
        "not encrypted",
        lambda it: TABLE(it)["SSESpecification"].update(SSEEnabled=False),
    ),
    (
        rules.what_people_entrust_is_kept_well,
        "UserPool goes",
        lambda it: resources(it)["UserPool"].pop("DeletionPolicy"),
    ),
    (rules.queues_are_encrypted, "not encrypted", lambda it: of("CareFailures")(it).pop("SqsManagedSseEnabled")),
    (rules.every_route_has_its_limit, "every route", lambda it: of("ApiStage")(it).pop("DefaultRouteSettings")),
    (
        rules.every_route_has_its_limit,
        "GET /j/{code+} be called",
        lambda it: of("ApiStage", "RouteSettings")(it).pop("GET /j/{code+}"),
    ),
    (
        rules.every_route_has_its_limit,
        "POST /v1/requests be called",
        lambda it: of("ApiStage", "RouteSettings")(it).update({"POST /v1/requests": {"ThrottlingRateLimit": 10_000}}),
    ),
    (rules.every_route_has_its_limit, "before it is there", lambda it: resources(it)["ApiStage"].pop("DependsOn")),
    (
        rules.no_password_outlives_the_sign_up,
        "UserPool keeps a password that came with a sign-up",
        lambda it: of("UserPool")(it).pop("LambdaConfig"),
    ),
    (
        rules.no_password_outlives_the_sign_up,
        "UserPool lets people choose a password",
        lambda it: of("UserPool")(it).pop("AccountRecoverySetting"),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "allows ALLOW_USER_PASSWORD_AUTH",
        lambda it: of("UserPoolClient", "ExplicitAuthFlows")(it).append("ALLOW_USER_PASSWORD_AUTH"),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "allows ALLOW_ADMIN_USER_PASSWORD_AUTH",
        lambda it: of("UserPoolClient", "ExplicitAuthFlows", 2)(it).update(
            {"Fn::If": ["Local", {"Ref": "AWS::NoValue"}, "ALLOW_ADMIN_USER_PASSWORD_AUTH"]}
        ),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "knows no codes",
        lambda it: of("UserPoolClient", "ExplicitAuthFlows")(it).remove("ALLOW_USER_AUTH"),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "for too long",
        lambda it: of("UserPoolClient")(it).update(AuthSessionValidity=15),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "tells who is a member",
        lambda it: of("UserPoolClient")(it).pop("PreventUserExistenceErrors"),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "take a token back",
        lambda it: of("UserPoolClient")(it).update(EnableTokenRevocation=False),
    ),
    (
        rules.nobody_signs_in_with_a_password,
        "sends no codes",
        lambda it: of("UserPool", "Policies", "SignInPolicy", "AllowedFirstAuthFactors")(it).remove("SMS_OTP"),
    ),
    (
        rules.the_emulator_sees_all_but_a_listed_few,
        "Table is",
        lambda it: resources(it)["Table"].update(Condition="Cloud"),
    ),
    (rules.the_emulator_sees_all_but_a_listed_few, "AlarmsByEmail is", lambda it: resources(it).pop("AlarmsByEmail")),
]


def test_the_template_keeps_every_house_rule(template: dict[str, Any]) -> None:
    assert rules.violations(template) == []


@pytest.mark.parametrize(
    ("rule", "sentence", "plant"), PLANTS, ids=[f"{rule.__name__}: {said}" for rule, said, _ in PLANTS]
)
def test_a_planted_mistake_is_noticed(template: dict[str, Any], rule: rules.Rule, sentence: str, plant: Plant) -> None:
    plant(template)
    assert any(sentence in said for said in rule(template))


def test_every_rule_has_been_seen_to_fail() -> None:
    assert {rule for rule, _, _ in PLANTS} == set(rules.RULES)


def test_whoever_says_any_says_why() -> None:
    text = (ROOT / "template.yaml").read_text()
    assert rules.stars_without_a_reason(text) == []
    silenced = re.sub(r" #.*", "", text)
    assert len(rules.stars_without_a_reason(silenced)) >= 5


def test_the_environment_holds_every_name_the_code_reads(template: dict[str, Any]) -> None:
    sources = [*(ROOT / "layers/core/python").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r"\"(WHAPP_[A-Z_]+)\"", source.read_text())}
    assert read
    assert read <= rules.variables(template)


def test_the_template_routes_exactly_what_the_code_answers(template: dict[str, Any]) -> None:
    answered = {f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods}
    assert {route.replace("+}", "}") for route in rules.routes(template)} == answered | {"$default"}
