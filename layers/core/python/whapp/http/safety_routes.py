"""The routes with which members keep control, and those of the safety desk."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp.app.block_member import block_member
from whapp.app.lift_suspension import lift_suspension
from whapp.app.list_blocks import list_blocks
from whapp.app.list_reports import list_reports
from whapp.app.read_report import read_report
from whapp.app.report_member import report_member
from whapp.app.resolve_report import resolve_report
from whapp.app.suspend_member import suspend_member
from whapp.app.unblock_member import unblock_member
from whapp.http.call import call
from whapp.http.routes import Cursor, Id
from whapp.http.safety_models import (
    BlockIn,
    BlockOut,
    Blocks,
    ReportDetail,
    ReportIn,
    ReportOut,
    ReportReceipt,
    Reports,
    SuspensionOut,
    VerdictIn,
)

router = APIGatewayHttpRouter()


@router.get("/v1/blocks", operation_id="list_blocks", summary="Whom I blocked", tags=["safety"])
def blocks() -> Blocks:
    me = call(router)
    return Blocks(items=[BlockOut.of(each) for each in list_blocks(me.services, me.member_id)])


@router.post("/v1/blocks", operation_id="block", summary="Keep us apart, silently", tags=["safety"], status_code=201)
def block(whom: Annotated[BlockIn, Body()]) -> BlockOut:
    me = call(router)
    return BlockOut.of(block_member(me.services, whom.request, me.member_id, whom.round))


@router.delete("/v1/blocks/<id>", operation_id="unblock", summary="Take a block back", tags=["safety"], status_code=204)
def unblock(id: Id) -> Response[None]:
    me = call(router)
    unblock_member(me.services, me.member_id, id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/v1/reports", operation_id="report", summary="Something is not right", tags=["safety"], status_code=201)
def report(about: Annotated[ReportIn, Body()]) -> ReportReceipt:
    me = call(router)
    return ReportReceipt.of(report_member(me.services, about.request, me.member_id, about.round, about.concern))


@router.get("/v1/ops/reports", operation_id="list_reports", summary="What waits for the safety desk", tags=["desk"])
def reports(
    resolved: Annotated[bool, Query(description="Those that were resolved instead")] = False, cursor: Cursor = None
) -> Reports:
    me = call(router)
    page = list_reports(me.services, me.member_id, cursor, resolved=resolved)
    return Reports(items=[ReportOut.of(each) for each in page.items], next=page.next)


@router.get("/v1/ops/reports/<id>", operation_id="read_report", summary="One report", tags=["desk"])
def one_report(id: Id) -> ReportDetail:
    me = call(router)
    return ReportDetail.seen(read_report(me.services, id, me.member_id), me.language)


@router.post(
    "/v1/ops/reports/<id>/resolve", operation_id="resolve_report", summary="What the desk came to", tags=["desk"]
)
def resolve(id: Id, said: Annotated[VerdictIn, Body()]) -> ReportOut:
    me = call(router)
    return ReportOut.of(resolve_report(me.services, id, me.member_id, said.verdict))


@router.post("/v1/ops/members/<id>/suspend", operation_id="suspend", summary="Take a member out", tags=["desk"])
def suspend(id: Id) -> SuspensionOut:
    me = call(router)
    return SuspensionOut.of(suspend_member(me.services, id, me.member_id))


@router.post("/v1/ops/members/<id>/lift", operation_id="lift_suspension", summary="Let them back in", tags=["desk"])
def lift(id: Id) -> SuspensionOut:
    me = call(router)
    return SuspensionOut.of(lift_suspension(me.services, id, me.member_id))
