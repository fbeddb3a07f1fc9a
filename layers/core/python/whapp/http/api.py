"""The API: a call comes in as an event, a document or a problem goes out."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from whapp.domain import errors
from whapp.domain.safety import advice
from whapp.http.body import checked
from whapp.http.call import language
from whapp.http.group_routes import router as group_router
from whapp.http.ops_routes import router as ops_router
from whapp.http.problems import Refused, problem
from whapp.http.routes import router
from whapp.http.safety_routes import router as safety_router
from whapp.ports import Services
from whapp.telemetry import logger

app = APIGatewayHttpResolver(enable_validation=True)
app.include_router(router)
app.include_router(group_router)
app.include_router(ops_router)
app.include_router(safety_router)

_NAME = re.compile(r"[\w-]{1,40}", re.ASCII)
_TRY_AGAIN = {"retry-after": "2"}


def resolve(event: dict[str, Any], context: Any, services: Services) -> dict[str, Any]:
    """Answer one call. Whatever goes wrong becomes a problem document."""
    try:
        event = checked(event)
    except Refused as refused:
        return problem(refused.status, refused.detail, refused.errors)
    app.append_context(services=services)
    answer: dict[str, Any] = app.resolve(event, context)
    answer["headers"] = {"cache-control": "no-store", **answer["headers"]}  # nearly everything here is somebody's own
    return answer


def _response(status: HTTPStatus, detail: str, **more: Any) -> Response[str]:
    answer = problem(status, detail, **more)
    headers: Mapping[str, str] = answer["headers"]
    return Response(status_code=status.value, body=answer["body"], headers=dict(headers))


@app.not_found
def _no_such_route(_: Exception) -> Response[str]:
    return _response(HTTPStatus.NOT_FOUND, "There is nothing here.")


@app.exception_handler(RequestValidationError)
def _invalid(error: RequestValidationError) -> Response[str]:
    found = [{"field": _field(each["loc"]), "reason": _reason(each)} for each in error.errors()]
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, "Some fields are not as they should be.", errors=found)


def _field(location: tuple[str | int, ...]) -> str:
    """The dotted name of a field, as the caller knows it; without an unknown one that is no name but something else."""
    names = [str(part) for part in location[1:] if _NAME.fullmatch(str(part))]
    return ".".join(names) or "body"


def _reason(error: Mapping[str, Any]) -> str:
    """What is wrong, in pydantic's words: none of the errors that our fields can have quotes the value."""
    return str(error["msg"]).removeprefix("Value error, ")


@app.exception_handler(Refused)
def _refused(refused: Refused) -> Response[str]:
    return _response(refused.status, refused.detail, errors=refused.errors)


@app.exception_handler(errors.InvalidInput)
def _invalid_input(error: errors.InvalidInput) -> Response[str]:
    found = [{"field": error.field, "reason": error.reason}]
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, "Some fields are not as they should be.", errors=found)


@app.exception_handler(errors.Unsafe)
def _unsafe(error: errors.Unsafe) -> Response[str]:
    found = [{"field": error.field, "reason": "asks for what neighbours must not be asked for; see concern and advice"}]
    told = {"concern": error.concern, "advice": advice(error.concern, language(app.current_event.raw_event))}
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, "This is not passed on.", errors=found, more=told)


@app.exception_handler(errors.KeyReused)
def _key_reused(_: errors.KeyReused) -> Response[str]:
    found = [{"field": "idempotency-key", "reason": "was used for another request"}]
    return _response(HTTPStatus.UNPROCESSABLE_ENTITY, "Use a new key for a new request.", errors=found)


@app.exception_handler(errors.NotFound)
def _not_found(_: errors.NotFound) -> Response[str]:
    return _response(HTTPStatus.NOT_FOUND, "It does not exist, or it is not yours.")


@app.exception_handler(errors.NotPermitted)
def _not_permitted(_: errors.NotPermitted) -> Response[str]:
    return _response(HTTPStatus.UNAUTHORIZED, "The sign-in service does not know this token any more.")


@app.exception_handler(errors.WrongRole)
def _wrong_role(error: errors.WrongRole) -> Response[str]:
    return _response(HTTPStatus.FORBIDDEN, f"This is for {error.role}.")


@app.exception_handler(errors.OwnBadge)
def _own_badge(_: errors.OwnBadge) -> Response[str]:
    return _response(HTTPStatus.FORBIDDEN, "Nobody attests themselves; ask another moderator.")


@app.exception_handler(errors.OwnSuspension)
def _own_suspension(_: errors.OwnSuspension) -> Response[str]:
    return _response(HTTPStatus.CONFLICT, "Nobody suspends themselves; ask somebody else of operations.")


@app.exception_handler(errors.NotSuspended)
def _not_suspended(_: errors.NotSuspended) -> Response[str]:
    return _response(HTTPStatus.CONFLICT, "The member is not suspended; suspend them first, or choose another verdict.")


@app.exception_handler(errors.Suspended)
def _suspended(_: errors.Suspended) -> Response[str]:
    return _response(
        HTTPStatus.FORBIDDEN,
        "This account is suspended; it can still be read and erased. Contact the organisation behind Whapp.",
    )


@app.exception_handler(errors.LastModerator)
def _last_moderator(_: errors.LastModerator) -> Response[str]:
    return _response(HTTPStatus.CONFLICT, "The group has no other moderator: appoint a successor first.")


@app.exception_handler(errors.LimitReached)
def _limit_reached(error: errors.LimitReached) -> Response[str]:
    return _response(HTTPStatus.CONFLICT, f"There are too many {error.what} already.")


@app.exception_handler(errors.BudgetSpent)
def _budget_spent(error: errors.BudgetSpent) -> Response[str]:
    headers = {"retry-after": str(error.seconds)}
    detail = f"There were too many {error.what} for now; again in {error.seconds} seconds."
    return _response(HTTPStatus.TOO_MANY_REQUESTS, detail, headers=headers)


@app.exception_handler(errors.StateForbids)
def _state_forbids(error: errors.StateForbids) -> Response[str]:
    return _response(HTTPStatus.CONFLICT, f"This cannot be done: the request is {error.state}.")


@app.exception_handler(errors.Busy)
def _busy(_: errors.Busy) -> Response[str]:
    return _response(HTTPStatus.SERVICE_UNAVAILABLE, "Many people are at it at once; try again.", headers=_TRY_AGAIN)


@app.exception_handler(ServiceError)
def _service_error(error: ServiceError) -> Response[str]:
    return _response(HTTPStatus(error.status_code), HTTPStatus(error.status_code).phrase)


@app.exception_handler(Exception)
def _fault(error: Exception) -> Response[str]:
    # The type only: a message may hold what somebody wrote.
    logger.error("call failed", error=type(error).__name__, exc_info=False)
    return _response(HTTPStatus.INTERNAL_SERVER_ERROR, "Something is wrong on our side; it has been noted.")
