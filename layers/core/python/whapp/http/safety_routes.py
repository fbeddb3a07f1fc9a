"""The routes with which members keep control."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp.app.block_member import block_member
from whapp.app.list_blocks import list_blocks
from whapp.app.unblock_member import unblock_member
from whapp.http.call import call
from whapp.http.routes import Id
from whapp.http.safety_models import BlockIn, BlockOut, Blocks

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
