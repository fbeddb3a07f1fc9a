"""The routes of operations: for people who call because something is wrong with a request."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp.app.assign_helper import assign_helper
from whapp.app.operate import operate
from whapp.domain import operations
from whapp.http.call import call
from whapp.http.ops_models import AssignIn, OperatedOut
from whapp.http.routes import Id

router = APIGatewayHttpRouter()


@router.post("/v1/ops/requests/<id>/pause", operation_id="pause_request", summary="Ask nobody for now", tags=["ops"])
def pause(id: Id) -> OperatedOut:
    me = call(router)
    return OperatedOut.of(operate(me.services, id, me.member_id, operations.pause))


@router.post("/v1/ops/requests/<id>/resume", operation_id="resume_request", summary="Search on", tags=["ops"])
def resume(id: Id) -> OperatedOut:
    me = call(router)
    return OperatedOut.of(operate(me.services, id, me.member_id, operations.resume))


@router.post("/v1/ops/requests/<id>/cancel", operation_id="stop_request", summary="Stop a request", tags=["ops"])
def stop(id: Id) -> OperatedOut:
    me = call(router)
    return OperatedOut.of(operate(me.services, id, me.member_id, operations.cancel))


@router.post(
    "/v1/ops/requests/<id>/assign",
    operation_id="assign_helper",
    summary="A neighbour said yes by telephone",
    tags=["ops"],
)
def assign(id: Id, yes: Annotated[AssignIn, Body()]) -> OperatedOut:
    me = call(router)
    return OperatedOut.of(assign_helper(me.services, id, me.member_id, yes.helper))
