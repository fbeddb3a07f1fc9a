"""The house rules of the template. A rule tells in sentences where a template breaks it."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Template = Mapping[str, Any]
Rule = Callable[[Template], Iterator[str]]

# Who may call without a token: a route is closed unless it stands here.
OPEN_ROUTES = {
    "$default": "ApiIntegration",  # nothing is there: 404
    "GET /v1/health": "ApiIntegration",
    "GET /v1/categories": "ApiIntegration",
    "GET /docs": "ReferenceIntegration",
    "GET /openapi.json": "ReferenceIntegration",
    "GET /r/{reply+}": "ReplyIntegration",
    "HEAD /r/{reply+}": "ReplyIntegration",
    "POST /r/{reply+}": "ReplyIntegration",
    "GET /j/{code+}": "JoinIntegration",
    "HEAD /j/{code+}": "JoinIntegration",
}
# A scope that only an access token carries.
SCOPES = ["aws.cognito.signin.user.admin"]
# What the emulator never sees. As few as can be: what it does not see, no test sees.
CONDITIONAL = {
    "AlarmsByEmail": "SomebodyIsTold",
    "FaultsQuery": "Cloud",
    "StoryQuery": "Cloud",
    "TableThrottledAlarm": "Cloud",
}
# Actions for which IAM knows no resource.
WITHOUT_RESOURCE = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "states:SendTaskSuccess",  # the token itself names the one task that it ends
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
# A phone number has no ARN, so whoever sends an SMS is allowed "whatever is not a topic".
SENDS_SMS = {"DecideFunction", "CareFunction", "RemindFunction", "InboundSmsFunction", "SignInSmsRole"}
# What an access log may tell: which door, how it went, never who or which link.
ACCESS_LOG = {
    "authorizer.error",
    "error.message",
    "integrationErrorMessage",
    "requestId",
    "responseLatency",
    "responseLength",
    "routeKey",
    "status",
}
LONGEST_LOG_DAYS = 90
# Calls a second to one route, for all callers together, and at once.
MOST_CALLS = {"ThrottlingRateLimit": 200, "ThrottlingBurstLimit": 400}
FEWER_CALLS = {"ThrottlingRateLimit": 50, "ThrottlingBurstLimit": 100}
# Where there is something to guess, to be sent, or nothing at all.
FEWER = {
    "$default",
    "PUT /v1/me",
    "POST /v1/requests",
    "POST /v1/memberships",
    "GET /j/{code+}",
    "HEAD /j/{code+}",
}
LONGEST_CODE_MINUTES = 5
_BEGINS = re.compile(r"Sid:|Statement:|Type:|- Effect:")  # the line in which a right begins


def load(path: Path) -> dict[str, Any]:
    """The template with its short forms (!Ref, !GetAtt, !Sub, ...) written out."""
    template: dict[str, Any] = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 - a safe loader, see below
    return template


def violations(template: Template) -> list[str]:
    """Everything in this template that a rule forbids."""
    return [sentence for rule in RULES for sentence in rule(template)]


def every_right_is_spelt_out(template: Template) -> Iterator[str]:
    """No ready-made policies: they give more than a function needs."""
    for name, function in _all(template, "AWS::Serverless::Function"):
        if "Role" in function["Properties"]:
            yield f"{name} takes its rights from somewhere else"
        for policy in function["Properties"].get("Policies", []):
            if not (isinstance(policy, dict) and "Statement" in policy):
                yield f"{name} takes a ready-made policy"
    for name, role in _all(template, "AWS::IAM::Role"):
        if role["Properties"].get("ManagedPolicyArns"):
            yield f"{name} takes a ready-made policy"


def no_right_is_wider_than_needed(template: Template) -> Iterator[str]:
    for name, statement in _statements(template):
        actions = set(_listed(statement["Action"]))
        if any("*" in action for action in actions):
            yield f"{name} may do anything of {', '.join(sorted(actions))}"
        if "*" in _listed(statement.get("Resource")) and not actions <= WITHOUT_RESOURCE:
            yield f"{name} may {', '.join(sorted(actions - WITHOUT_RESOURCE))} on everything"
        if "NotResource" in statement and not (actions == {"sns:Publish"} and name in SENDS_SMS):
            yield f"{name} may {', '.join(sorted(actions))} on everything but something"


def only_decide_and_care_speak_to_neighbours(template: Template) -> Iterator[str]:
    for name, statement in _statements(template):
        if "sns:Publish" in _listed(statement["Action"]) and name not in SENDS_SMS:
            yield f"{name} may send messages"


def logs_are_forgotten(template: Template) -> Iterator[str]:
    groups = dict(_all(template, "AWS::Logs::LogGroup"))
    for name, group in groups.items():
        if not 0 < group["Properties"].get("RetentionInDays", 0) <= LONGEST_LOG_DAYS:
            yield f"{name} is kept too long"
    for name, function in _all(template, "AWS::Serverless::Function"):
        if _ref(function["Properties"].get("LoggingConfig", {}).get("LogGroup")) not in groups:
            yield f"{name} has no log group of its own"


def logs_tell_nothing_personal(template: Template) -> Iterator[str]:
    for name, stage in _all(template, "AWS::ApiGatewayV2::Stage"):
        told = set(
            re.findall(r"\$context\.([\w.]+)", stage["Properties"].get("AccessLogSettings", {}).get("Format", ""))
        )
        for variable in sorted(told - ACCESS_LOG):
            yield f"{name} logs {variable}"
    for name, machine in _all(template, "AWS::Serverless::StateMachine"):
        if machine["Properties"].get("Logging", {}).get("IncludeExecutionData"):
            yield f"{name} logs what it was told"


def every_route_asks_who_calls(template: Template) -> Iterator[str]:
    for key, route in routes(template).items():
        if key in OPEN_ROUTES:
            if _ref(route["Target"]) != f"integrations/${{{OPEN_ROUTES[key]}}}":
                yield f"{key} is answered by another function"
            continue
        if route.get("AuthorizationType") != "JWT" or _ref(route.get("AuthorizerId")) != "SignedIn":
            yield f"{key} is open to anyone"
        elif route.get("AuthorizationScopes") != SCOPES:
            yield f"{key} takes other tokens than access tokens"


def every_route_is_there_once(template: Template) -> Iterator[str]:
    keys = [route["Properties"]["RouteKey"] for _, route in _all(template, "AWS::ApiGatewayV2::Route")]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{key} is there twice"
    for key in sorted(OPEN_ROUTES.keys() - set(keys)):
        yield f"{key} is not there"


def no_strange_page_may_call(template: Template) -> Iterator[str]:
    for name, api in _all(template, "AWS::ApiGatewayV2::Api"):
        for origins in _found(api, "AllowOrigins"):
            if any("*" in str(origin) for origin in _listed(origins)):
                yield f"{name} lets any page call"
    if "*" in template["Parameters"]["AllowedOrigins"].get("Default", ""):
        yield "AllowedOrigins lets any page call"


def what_people_entrust_is_kept_well(template: Template) -> Iterator[str]:
    for name, table in _all(template, "AWS::DynamoDB::Table"):
        properties = table["Properties"]
        if not properties.get("TimeToLiveSpecification", {}).get("Enabled"):
            yield f"{name} never forgets"
        if not properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
            yield f"{name} cannot be brought back"
        if not properties.get("SSESpecification", {}).get("SSEEnabled"):
            yield f"{name} is not encrypted"
    for name, resource in [*_all(template, "AWS::DynamoDB::Table"), *_all(template, "AWS::Cognito::UserPool")]:
        if (resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")) != ("Retain", "Retain"):
            yield f"{name} goes when the stack goes"


def queues_are_encrypted(template: Template) -> Iterator[str]:
    for name, queue in _all(template, "AWS::SQS::Queue"):
        if not (queue["Properties"].get("SqsManagedSseEnabled") or queue["Properties"].get("KmsMasterKeyId")):
            yield f"{name} is not encrypted"


def every_route_has_its_limit(template: Template) -> Iterator[str]:
    for name, stage in _all(template, "AWS::ApiGatewayV2::Stage"):
        settings = stage["Properties"].get("RouteSettings", {})
        limits = [("every route", MOST_CALLS, stage["Properties"].get("DefaultRouteSettings", {}))]
        limits += [(key, FEWER_CALLS, settings.get(key, {})) for key in sorted(FEWER)]
        for key, most, chosen in limits:
            if not all(0 < chosen.get(limit, 0) <= number for limit, number in most.items()):
                yield f"{name} lets {key} be called without end"
        made = dict(_all(template, "AWS::ApiGatewayV2::Route"))
        waits_for = {made[each]["Properties"]["RouteKey"] for each in stage.get("DependsOn", []) if each in made}
        for key in sorted(settings.keys() - waits_for):
            yield f"{name} limits {key} before it is there"


def nobody_signs_in_with_a_password(template: Template) -> Iterator[str]:
    for name, client in _all(template, "AWS::Cognito::UserPoolClient"):
        properties = client["Properties"]
        flows = properties.get("ExplicitAuthFlows", [])
        in_the_cloud = [_in_the_cloud(flow) for flow in flows]
        for flow in in_the_cloud:
            if flow and flow not in ("ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"):
                yield f"{name} allows {flow}"
        if "ALLOW_USER_AUTH" not in in_the_cloud:
            yield f"{name} knows no codes"
        if not 0 < properties.get("AuthSessionValidity", 0) <= LONGEST_CODE_MINUTES:
            yield f"{name} takes a code for too long"
        if properties.get("PreventUserExistenceErrors") != "ENABLED":
            yield f"{name} tells who is a member"
        if not properties.get("EnableTokenRevocation"):
            yield f"{name} cannot take a token back"
    for name, pool in _all(template, "AWS::Cognito::UserPool"):
        factors = set(pool["Properties"].get("Policies", {}).get("SignInPolicy", {}).get("AllowedFirstAuthFactors", []))
        if not {"SMS_OTP", "EMAIL_OTP"} <= factors:
            yield f"{name} sends no codes"


def no_password_outlives_the_sign_up(template: Template) -> Iterator[str]:
    """Whoever may sign in by a code may do so by password too (ALLOW_USER_AUTH), if they know one."""
    for name, pool in _all(template, "AWS::Cognito::UserPool"):
        if "PostConfirmation" not in pool["Properties"].get("LambdaConfig", {}):
            yield f"{name} keeps a password that came with a sign-up"
        ways = pool["Properties"].get("AccountRecoverySetting", {}).get("RecoveryMechanisms", [])
        if [way["Name"] for way in ways] != ["admin_only"]:
            yield f"{name} lets people choose a password"


def _in_the_cloud(said: Any) -> str | None:
    """What an `!If [Local, here, there]` is in the cloud; anything else is itself."""
    if isinstance(said, dict) and "Fn::If" in said:
        condition, _, said = said["Fn::If"]
        assert condition == "Local"
    return None if isinstance(said, dict) else str(said)


def the_emulator_sees_all_but_a_listed_few(template: Template) -> Iterator[str]:
    found = {name: resource["Condition"] for name, resource in template["Resources"].items() if "Condition" in resource}
    for name, condition in sorted(found.items() ^ CONDITIONAL.items()):
        yield f"{name} is made only if {condition}: says the template or the list, but not both"


RULES: tuple[Rule, ...] = (
    every_right_is_spelt_out,
    no_right_is_wider_than_needed,
    only_decide_and_care_speak_to_neighbours,
    logs_are_forgotten,
    logs_tell_nothing_personal,
    every_route_asks_who_calls,
    every_route_is_there_once,
    no_strange_page_may_call,
    what_people_entrust_is_kept_well,
    queues_are_encrypted,
    every_route_has_its_limit,
    nobody_signs_in_with_a_password,
    no_password_outlives_the_sign_up,
    the_emulator_sees_all_but_a_listed_few,
)


def stars_without_a_reason(text: str) -> list[str]:
    """The lines of a template that say "any" in a right, and give no reason on them or with the statement's name."""
    lines = text.splitlines()
    silent = []
    for number, line in enumerate(lines):
        right, _, reason = line.partition(" #")
        if reason or not re.search(r"(Resource|Action|SourceArn|LeadingKeys)\b.*(?<!: )\*|Resource: \"?\*\"?$", right):
            continue
        begins = next((back for back in range(number, 0, -1) if _BEGINS.search(lines[back])), 0)
        if not any("#" in each for each in lines[begins - 1 : number]):
            silent.append(f"line {number + 1}: {line.strip()}")
    return silent


def routes(template: Template) -> dict[str, Mapping[str, Any]]:
    """The routes of the API under their keys, such as `GET /v1/me`."""
    return {
        route["Properties"]["RouteKey"]: route["Properties"] for _, route in _all(template, "AWS::ApiGatewayV2::Route")
    }


def variables(template: Template) -> set[str]:
    """The names that every function finds in its environment."""
    return set(template["Globals"]["Function"]["Environment"]["Variables"])


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms."""


def _written_out(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        value = value.split(".", 1) if suffix == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_object(node, deep=True)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _written_out)


def _all(template: Template, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((name, resource) for name, resource in template["Resources"].items() if resource["Type"] == kind)


def _statements(template: Template) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every right that is given to a function or a service, with who gets it."""
    for name, resource in template["Resources"].items():
        for policies in _found(resource["Properties"], "Policies"):
            for statements in _found(policies, "Statement"):
                yield from ((name, statement) for statement in _listed(statements) if statement["Effect"] == "Allow")


def _found(part: object, key: str) -> Iterator[Any]:
    """Every value under this key, however deep."""
    if isinstance(part, dict):
        if key in part:
            yield part[key]
        for value in part.values():
            yield from _found(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _found(value, key)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _ref(value: object) -> str | None:
    """What a !Ref or a !Sub says."""
    return next((str(said) for said in value.values()), None) if isinstance(value, dict) else None
