"""The signed-in routes, and the two that are open to anyone."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp import __version__
from whapp.app.answer_ask import answer_ask
from whapp.app.cancel_request import cancel_request
from whapp.app.choose_circles import choose_circles
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import create_request
from whapp.app.erase_member import erase_member
from whapp.app.export_member import export_member
from whapp.app.extend_request import extend_request
from whapp.app.list_asks import list_asks
from whapp.app.list_offers import list_offers
from whapp.app.list_requests import list_requests
from whapp.app.post_on_behalf import post_on_behalf
from whapp.app.read_profile import read_profile
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.remove_offer import remove_offer
from whapp.app.report_no_show import report_no_show
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import save_profile
from whapp.app.show_contact import show_contact
from whapp.app.suggest_filter import suggest_filter
from whapp.app.thank_helper import thank_helper
from whapp.app.withdraw import withdraw
from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.http.call import call
from whapp.http.member_models import Export, HoldingOut, OfferIn, OfferOut, Offers, ProfileIn, ProfileOut
from whapp.http.open_models import Categories, CategoryOut, Health, Label
from whapp.http.request_models import (
    AnswerIn,
    AnswerOut,
    AskOut,
    Asks,
    ContactOut,
    ExtendIn,
    MatchedRequest,
    NotHelpedIn,
    RequestDetail,
    RequestIn,
    RequestOut,
    Requests,
    Timeline,
    TimelineRow,
    WidenIn,
    request_detail,
)

router = APIGatewayHttpRouter()

Id = Annotated[str, Path(min_length=1, max_length=64)]
Cursor = Annotated[str | None, Query(max_length=1024)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Makes a repeat safe: the same key and body gives the first answer again.",
    ),
]


@router.get("/v1/health", operation_id="read_health", summary="Is it up?", tags=["open"])
def health() -> Health:
    return Health(version=__version__)


@router.get("/v1/categories", operation_id="list_categories", summary="The kinds of help", tags=["open"])
def categories() -> Categories:
    return Categories(
        items=[
            CategoryOut(
                code=each,
                label=Label(nl=each.label(Language.NL), en=each.label(Language.EN)),
                attested_helpers_only=each.needs_attestation,
            )
            for each in Category
        ]
    )


@router.get("/v1/me", operation_id="read_me", summary="My profile", tags=["me"])
def read_me() -> ProfileOut:
    me = call(router, of_suspended=True)
    return ProfileOut.of(read_profile(me.services, me.member_id))


@router.put("/v1/me", operation_id="save_me", summary="Save my profile", tags=["me"])
def save_me(profile: Annotated[ProfileIn, Body()]) -> ProfileOut:
    me = call(router)
    return ProfileOut.of(save_profile(me.services, me.member_id, me.access_token, profile.profile()))


@router.delete("/v1/me", operation_id="erase_me", summary="Erase me", tags=["me"], status_code=204)
def erase_me() -> Response[None]:
    me = call(router, of_suspended=True)
    erase_member(me.services, me.member_id, me.access_token)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/v1/me/export", operation_id="export_me", summary="Everything held about me", tags=["me"])
def export_me(cursor: Cursor = None) -> Export:
    me = call(router, of_suspended=True)
    page = export_member(me.services, me.member_id, cursor)
    return Export(items=[HoldingOut.of(each) for each in page.items], next=page.next)


@router.get("/v1/me/offers", operation_id="list_my_offers", summary="What I offer", tags=["me"])
def my_offers() -> Offers:
    me = call(router)
    return Offers(items=[OfferOut.of(offer) for offer in list_offers(me.services, me.member_id)])


@router.put("/v1/me/offers/<category>", operation_id="offer_help", summary="Offer a kind of help", tags=["me"])
def offer_help(category: Category, offer: Annotated[OfferIn, Body()]) -> OfferOut:
    me = call(router)
    return OfferOut.of(save_offer(me.services, offer.offer(me.member_id, category)))


@router.delete(
    "/v1/me/offers/<category>",
    operation_id="stop_offering",
    summary="Stop offering a kind of help",
    tags=["me"],
    status_code=204,
)
def stop_offering(category: Category) -> Response[None]:
    me = call(router)
    remove_offer(me.services, me.member_id, category)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/v1/requests", operation_id="ask_for_help", summary="Ask for help", tags=["requests"], status_code=201)
def ask_for_help(request: Annotated[RequestIn, Body()], key: Key = None) -> RequestOut:
    me = call(router)
    if request.on_behalf_of:
        neighbour = request.on_behalf_of.neighbour()
        return RequestOut.of(post_on_behalf(me.services, me.member_id, request.need(), neighbour, key))
    return RequestOut.of(create_request(me.services, me.member_id, request.need(), key))


@router.get("/v1/requests", operation_id="list_my_requests", summary="My requests", tags=["requests"])
def my_requests(cursor: Cursor = None) -> Requests:
    me = call(router)
    page = list_requests(me.services, me.member_id, cursor)
    return Requests(items=[RequestOut.of(request) for request in page.items], next=page.next)


@router.get("/v1/requests/<id>", operation_id="read_request", summary="One request", tags=["requests"])
def one_request(id: Id) -> RequestDetail | MatchedRequest:
    me = call(router)
    return request_detail(read_request(me.services, id, me.member_id), me.language)


@router.get("/v1/requests/<id>/timeline", operation_id="read_timeline", summary="What happened", tags=["requests"])
def timeline(id: Id) -> Timeline:
    me = call(router)
    events = read_timeline(me.services, id, me.member_id)
    return Timeline(items=[TimelineRow.of(event, me.language) for event in events])


@router.post("/v1/requests/<id>/cancel", operation_id="cancel_request", summary="Cancel my request", tags=["requests"])
def cancel(id: Id) -> RequestOut:
    me = call(router)
    return RequestOut.of(cancel_request(me.services, id, me.member_id))


@router.post("/v1/requests/<id>/extend", operation_id="extend_request", summary="Search longer", tags=["requests"])
def extend(id: Id, more: Annotated[ExtendIn, Body()]) -> RequestOut:
    me = call(router)
    return RequestOut.of(extend_request(me.services, id, me.member_id, more.needed_until))


@router.post("/v1/requests/<id>/widen", operation_id="widen_request", summary="Search this far", tags=["requests"])
def widen(id: Id, how_far: Annotated[WidenIn, Body()]) -> RequestOut:
    me = call(router)
    return RequestOut.of(choose_circles(me.services, id, me.member_id, how_far.circles))


@router.post("/v1/requests/<id>/done", operation_id="mark_done", summary="The help was given", tags=["requests"])
def done(id: Id) -> RequestOut:
    me = call(router)
    return RequestOut.of(confirm_help(me.services, id, me.member_id))


@router.post("/v1/requests/<id>/not-helped", operation_id="mark_not_helped", summary="Nobody came", tags=["requests"])
def not_helped(id: Id, then: Annotated[NotHelpedIn, Body()]) -> RequestOut:
    me = call(router)
    return RequestOut.of(report_no_show(me.services, id, me.member_id, then.needed_until, then.round))


@router.post("/v1/requests/<id>/thanks", operation_id="thank_helper", summary="Thank my helper", tags=["requests"])
def thanks(id: Id) -> RequestOut:
    me = call(router)
    return RequestOut.of(thank_helper(me.services, id, me.member_id))


@router.get(
    "/v1/requests/<id>/contact",
    operation_id="read_contact",
    summary="Phone and address, for the matched pair",
    tags=["requests"],
)
def contact(id: Id) -> ContactOut:
    me = call(router)
    return ContactOut.of(show_contact(me.services, id, me.member_id))


@router.post(
    "/v1/requests/<id>/withdraw",
    operation_id="withdraw",
    summary="I cannot help after all",
    tags=["asks"],
    status_code=204,
)
def cannot_help(id: Id) -> Response[None]:
    me = call(router)
    withdraw(me.services, id, me.member_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/v1/asks", operation_id="list_my_asks", summary="Asks to me", tags=["asks"])
def my_asks(cursor: Cursor = None) -> Asks:
    me = call(router)
    page = list_asks(me.services, me.member_id, cursor)
    return Asks(items=[AskOut.of(view, me.language) for view in page.items], next=page.next)


@router.post("/v1/asks/<id>/answer", operation_id="answer_ask", summary="Answer an ask", tags=["asks"])
def answer(id: Id, said: Annotated[AnswerIn, Body()]) -> AnswerOut:
    me = call(router)
    result = answer_ask(me.services, id, me.member_id, said.answer, said.reason)
    return AnswerOut.of(result, suggest_filter(me.services, id, me.member_id) if said.reason else None)
