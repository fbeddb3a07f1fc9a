"""The signed-in routes, and the two that are open to anyone."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp import __version__
from whapp.app.answer_ask import answer_ask
from whapp.app.cancel_request import cancel_request
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import create_request
from whapp.app.erase_member import erase_member
from whapp.app.list_asks import list_asks
from whapp.app.list_offers import list_offers
from whapp.app.list_requests import list_requests
from whapp.app.read_profile import read_profile
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.remove_offer import remove_offer
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import save_profile
from whapp.app.show_contact import show_contact
from whapp.app.withdraw import withdraw
from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.http import models as m
from whapp.http.call import call

router = APIGatewayHttpRouter()

Id = Annotated[str, Path(min_length=1, max_length=64)]
Cursor = Annotated[str | None, Query(max_length=1024)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Makes a repeat safe: the same key and body gives the first answer again.",
    ),
]


@router.get("/v1/health", summary="Is it up?", tags=["open"])
def health() -> m.Health:
    return m.Health(version=__version__)


@router.get("/v1/categories", summary="The kinds of help", tags=["open"])
def categories() -> m.Categories:
    return m.Categories(
        items=[
            m.CategoryOut(code=each, label=m.Label(nl=each.label(Language.NL), en=each.label(Language.EN)))
            for each in Category
        ]
    )


@router.get("/v1/me", summary="My profile", tags=["me"])
def read_me() -> m.ProfileOut:
    me = call(router)
    return m.ProfileOut.of(read_profile(me.services, me.member_id))


@router.put("/v1/me", summary="Save my profile", tags=["me"])
def save_me(profile: Annotated[m.ProfileIn, Body()]) -> m.ProfileOut:
    me = call(router)
    return m.ProfileOut.of(save_profile(me.services, me.member_id, me.access_token, profile.profile()))


@router.delete("/v1/me", summary="Erase me", tags=["me"])
def erase_me() -> Response[None]:
    me = call(router)
    erase_member(me.services, me.member_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/v1/me/offers", summary="What I offer", tags=["me"])
def my_offers() -> m.Offers:
    me = call(router)
    return m.Offers(items=[m.OfferOut.of(offer) for offer in list_offers(me.services, me.member_id)])


@router.put("/v1/me/offers/<category>", summary="Offer a kind of help", tags=["me"])
def offer_help(category: Category, offer: Annotated[m.OfferIn, Body()]) -> m.OfferOut:
    me = call(router)
    return m.OfferOut.of(save_offer(me.services, offer.offer(me.member_id, category)))


@router.delete("/v1/me/offers/<category>", summary="Stop offering a kind of help", tags=["me"])
def stop_offering(category: Category) -> Response[None]:
    me = call(router)
    remove_offer(me.services, me.member_id, category)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/v1/requests", summary="Ask for help", tags=["requests"])
def ask_for_help(request: Annotated[m.RequestIn, Body()], key: Key = None) -> Response[m.RequestOut]:
    me = call(router)
    created = create_request(me.services, me.member_id, request.need(), key)
    return Response(status_code=HTTPStatus.CREATED, body=m.RequestOut.of(created))


@router.get("/v1/requests", summary="My requests", tags=["requests"])
def my_requests(cursor: Cursor = None) -> m.Requests:
    me = call(router)
    page = list_requests(me.services, me.member_id, cursor)
    return m.Requests(items=[m.RequestOut.of(request) for request in page.items], next=page.next)


@router.get("/v1/requests/<id>", summary="One request", tags=["requests"])
def one_request(id: Id) -> m.RequestDetail | m.MatchedRequest:
    me = call(router)
    return m.request_detail(read_request(me.services, id, me.member_id))


@router.get("/v1/requests/<id>/timeline", summary="What happened", tags=["requests"])
def timeline(id: Id) -> m.Timeline:
    me = call(router)
    events = read_timeline(me.services, id, me.member_id)
    return m.Timeline(items=[m.TimelineRow.of(event, me.language) for event in events])


@router.post("/v1/requests/<id>/cancel", summary="Cancel my request", tags=["requests"])
def cancel(id: Id) -> m.RequestOut:
    me = call(router)
    return m.RequestOut.of(cancel_request(me.services, id, me.member_id))


@router.post("/v1/requests/<id>/done", summary="The help was given", tags=["requests"])
def done(id: Id) -> m.RequestOut:
    me = call(router)
    return m.RequestOut.of(confirm_help(me.services, id, me.member_id))


@router.get("/v1/requests/<id>/contact", summary="Phone and address, for the matched pair", tags=["requests"])
def contact(id: Id) -> m.ContactOut:
    me = call(router)
    return m.ContactOut.of(show_contact(me.services, id, me.member_id))


@router.post("/v1/requests/<id>/withdraw", summary="I cannot help after all", tags=["asks"])
def cannot_help(id: Id) -> Response[None]:
    me = call(router)
    withdraw(me.services, id, me.member_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/v1/asks", summary="Asks to me", tags=["asks"])
def my_asks(cursor: Cursor = None) -> m.Asks:
    me = call(router)
    page = list_asks(me.services, me.member_id, cursor)
    return m.Asks(items=[m.AskOut.of(view) for view in page.items], next=page.next)


@router.post("/v1/asks/<id>/answer", summary="Answer an ask", tags=["asks"])
def answer(id: Id, said: Annotated[m.AnswerIn, Body()]) -> m.AnswerOut:
    me = call(router)
    return m.AnswerOut(result=answer_ask(me.services, id, me.member_id, said.answer, said.reason))
