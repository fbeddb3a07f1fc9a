"""The routes of groups, and of finding each other."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp.app.appoint_moderator import appoint_moderator
from whapp.app.attest import attest
from whapp.app.create_group import create_group
from whapp.app.dismiss_moderator import dismiss_moderator
from whapp.app.edit_group import edit_group
from whapp.app.invite import invite
from whapp.app.join_group import join_group
from whapp.app.leave_group import leave_group
from whapp.app.list_group_members import list_group_members
from whapp.app.list_groups import list_groups
from whapp.app.list_invitations import list_invitations
from whapp.app.list_memberships import list_memberships
from whapp.app.list_needs import list_needs
from whapp.app.read_figures import read_figures
from whapp.app.read_group import read_group
from whapp.app.revoke_badge import revoke_badge
from whapp.app.revoke_invitation import revoke_invitation
from whapp.app.show_membership import show_membership
from whapp.app.step_forward import step_forward
from whapp.http.call import call
from whapp.http.group_models import (
    Decided,
    FiguresOut,
    GroupIn,
    GroupMemberOut,
    GroupMembers,
    GroupOut,
    GroupPatch,
    Groups,
    InvitationIn,
    InvitationOut,
    Invitations,
    MembershipIn,
    MembershipOut,
    MembershipPatch,
    Memberships,
    MonthOut,
    NeedOut,
    Needs,
    NewInvitation,
    SteppedForward,
)
from whapp.http.routes import Cursor, Id

router = APIGatewayHttpRouter()


@router.get("/v1/groups", operation_id="list_groups", summary="The groups I keep", tags=["groups"])
def groups(cursor: Cursor = None) -> Groups:
    me = call(router)
    page = list_groups(me.services, me.member_id, cursor)
    return Groups(items=[GroupOut.of(group) for group in page.items], next=page.next)


@router.post("/v1/groups", operation_id="create_group", summary="Take a group in", tags=["groups"], status_code=201)
def new_group(group: Annotated[GroupIn, Body()]) -> GroupOut:
    me = call(router)
    return GroupOut.of(create_group(me.services, me.member_id, group.group()))


@router.get("/v1/groups/<id>", operation_id="read_group", summary="One group", tags=["groups"])
def one_group(id: Id) -> GroupOut:
    me = call(router)
    return GroupOut.of(read_group(me.services, id, me.member_id))


@router.patch("/v1/groups/<id>", operation_id="edit_group", summary="Edit a group", tags=["groups"])
def changed_group(id: Id, changes: Annotated[GroupPatch, Body()]) -> GroupOut:
    me = call(router)
    return GroupOut.of(edit_group(me.services, id, me.member_id, changes.changes()))


@router.put(
    "/v1/groups/<id>/moderators/<member>",
    operation_id="appoint_moderator",
    summary="Appoint a moderator",
    tags=["groups"],
)
def appoint(id: Id, member: Id) -> GroupOut:
    me = call(router)
    return GroupOut.of(appoint_moderator(me.services, id, me.member_id, member))


@router.delete(
    "/v1/groups/<id>/moderators/<member>",
    operation_id="dismiss_moderator",
    summary="Resign as a moderator",
    tags=["groups"],
    status_code=204,
)
def dismiss(id: Id, member: Id) -> Response[None]:
    me = call(router)
    dismiss_moderator(me.services, id, me.member_id, member)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post(
    "/v1/groups/<id>/invitations",
    operation_id="invite",
    summary="Make a code for the group chat",
    tags=["groups"],
    status_code=201,
)
def new_invitation(id: Id, invitation: Annotated[InvitationIn, Body()]) -> NewInvitation:
    me = call(router)
    return NewInvitation.made(invite(me.services, id, me.member_id, invitation.days, invitation.max_uses))


@router.get(
    "/v1/groups/<id>/invitations", operation_id="list_invitations", summary="The codes there are", tags=["groups"]
)
def invitations(id: Id) -> Invitations:
    me = call(router)
    return Invitations(items=[InvitationOut.of(each) for each in list_invitations(me.services, id, me.member_id)])


@router.delete(
    "/v1/groups/<id>/invitations/<invitation>",
    operation_id="revoke_invitation",
    summary="End a code",
    tags=["groups"],
    status_code=204,
)
def end_invitation(id: Id, invitation: Id) -> Response[None]:
    me = call(router)
    revoke_invitation(me.services, id, me.member_id, invitation)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get(
    "/v1/groups/<id>/members", operation_id="list_group_members", summary="Who says to be a member", tags=["groups"]
)
def members(id: Id, cursor: Cursor = None) -> GroupMembers:
    me = call(router)
    page = list_group_members(me.services, id, me.member_id, cursor)
    return GroupMembers(items=[GroupMemberOut.of(each) for each in page.items], next=page.next)


@router.post(
    "/v1/groups/<id>/members/<member>/attest", operation_id="attest", summary="Confirm a member", tags=["groups"]
)
def confirm(id: Id, member: Id) -> Decided:
    me = call(router)
    return Decided.of(attest(me.services, id, me.member_id, member))


@router.post(
    "/v1/groups/<id>/members/<member>/revoke", operation_id="revoke_badge", summary="Take a badge back", tags=["groups"]
)
def take_back(id: Id, member: Id) -> Decided:
    me = call(router)
    return Decided.of(revoke_badge(me.services, id, me.member_id, member))


@router.get("/v1/groups/<id>/figures", operation_id="read_figures", summary="Counts by month", tags=["groups"])
def figures(id: Id) -> FiguresOut:
    me = call(router)
    return FiguresOut(items=[MonthOut.of(told) for told in read_figures(me.services, id, me.member_id)])


@router.get("/v1/memberships", operation_id="list_memberships", summary="My groups", tags=["memberships"])
def memberships() -> Memberships:
    me = call(router)
    mine = list_memberships(me.services, me.member_id)
    return Memberships(items=[MembershipOut.of(each, me.language) for each in mine])


@router.post(
    "/v1/memberships", operation_id="join_group", summary="Join a group", tags=["memberships"], status_code=201
)
def join(joining: Annotated[MembershipIn, Body()]) -> MembershipOut:
    me = call(router)
    joined = join_group(
        me.services,
        me.member_id,
        joining.code,
        shown_on_profile=joining.shown_on_profile,
        introduction=joining.introduction,
    )
    return MembershipOut.of(joined, me.language)


@router.patch("/v1/memberships/<group>", operation_id="show_membership", summary="Show it or not", tags=["memberships"])
def show(group: Id, choice: Annotated[MembershipPatch, Body()]) -> MembershipOut:
    me = call(router)
    return MembershipOut.of(
        show_membership(me.services, me.member_id, group, shown=choice.shown_on_profile), me.language
    )


@router.delete(
    "/v1/memberships/<group>",
    operation_id="leave_group",
    summary="Leave a group",
    tags=["memberships"],
    status_code=204,
)
def leave(group: Id) -> Response[None]:
    me = call(router)
    leave_group(me.services, me.member_id, group)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/v1/needs", operation_id="list_needs", summary="What is needed near me", tags=["needs"])
def needs() -> Needs:
    me = call(router)
    return Needs(items=[NeedOut.of(need) for need in list_needs(me.services, me.member_id)])


@router.post("/v1/needs/<id>/step-forward", operation_id="step_forward", summary="I can help", tags=["needs"])
def i_can_help(id: Id) -> SteppedForward:
    me = call(router)
    return SteppedForward(result=step_forward(me.services, id, me.member_id))
