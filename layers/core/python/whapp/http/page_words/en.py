"""The words of the reply page in English."""

from whapp.app.reply_view import ReplyState, Word
from whapp.domain.ask import Reason
from whapp.domain.filters import FilterField
from whapp.domain.language import Language
from whapp.http.page_words.words import Telling, Words

EN = Words(
    language=Language.EN,
    other_language="Nederlands",
    can_you_help="Can you help {name}?",
    telling={
        ReplyState.ASKED: Telling("Can you help?", ()),
        ReplyState.MATCHED: Telling(
            "Thank you, you are going to help!",
            ("Please call to agree on the details. You can see phone and address below.",),
        ),
        ReplyState.HELPED: Telling(
            "The help was given", ("Thank you for helping! You do not have to do anything more.",)
        ),
        ReplyState.DECLINED: Telling(
            "Thank you for your answer",
            ("A no is fine too. You do not have to do anything more.", "We will not ask you again for this request."),
        ),
        ReplyState.STAND_BY: Telling(
            "Thank you! You are on stand-by",
            (
                "Another neighbour was just before you. You do not have to do anything now.",
                "If they cannot make it after all, you are at the front of the line.",
            ),
        ),
        ReplyState.TOO_LATE: Telling(
            "Help was already found",
            ("Another neighbour was first. You do not have to do anything.", "It is good of you to want to help!"),
        ),
        ReplyState.WITHDRAWN: Telling(
            "Thank you for telling us", ("You do not have to go any more. We take over from here.",)
        ),
        ReplyState.FELL_THROUGH: Telling(
            "We heard that it did not work out",
            (
                "That can happen. You do not have to do anything more: we take over.",
                "It was good of you to want to help!",
            ),
        ),
        ReplyState.CLOSED: Telling(
            "This request is closed",
            (
                "The help is no longer needed, or the time has passed.",
                "You do not have to do anything. It is good of you to want to help!",
            ),
        ),
        ReplyState.REPORTED: Telling(
            "Thank you for telling us",
            (
                "We look into it. You two will not be asked for each other any more.",
                "You do not have to go, or to do anything more.",
            ),
        ),
        ReplyState.UNKNOWN: Telling(
            "This link does not work (any more)",
            (
                "Perhaps the request is over. Then you do not have to do anything.",
                "Or part of the link got lost. Then tap the link in our message once more.",
            ),
        ),
        ReplyState.PRACTICE: Telling(
            "A practice ask",
            (
                "This is for practice: Kim does not exist, and nobody is waiting for you.",
                "This is what an ask looks like. Choose yes or no, just as you like.",
            ),
        ),
        ReplyState.PRACTISED: Telling(
            "Thank you for practising!",
            (
                "It is as easy as that. Nobody was asked, and you do not have to do anything.",
                "When somebody near you needs help that suits you, you get a message like this one from us.",
            ),
        ),
        ReplyState.RESTING: Telling(
            "Would you still like to be asked?",
            (
                "We are not asking you for help now. That is quite all right.",
                "Would you like to join in again? Then tap the button. Otherwise you do not have to do anything.",
            ),
        ),
        ReplyState.WILLING: Telling(
            "Good, you are with us again!",
            ("When somebody near you needs help that suits you, we ask you again.", "A no is fine then too."),
        ),
        ReplyState.SUSPENDED: Telling(
            "Your account is suspended",
            (
                "We do not ask you, and you cannot ask or promise anything now. What was arranged is off.",
                "Do you not know why, or is it a mistake? Contact the organisation behind Whapp.",
            ),
        ),
    },
    afterwards={
        Word.HOW_IT_WENT: Telling("Did it work out?", ()),
        Word.TOLD: Telling("Thank you!", ("We know how it went now. You do not have to do anything more.",)),
    },
    trouble=Telling(
        "Something went wrong on our side",
        ("It is not because of you. Perhaps we do not have your answer yet.", "Please try again in a few minutes."),
    ),
    try_again="Try again",
    somebody="a neighbour",
    what="What",
    when="When",
    where="Where",
    circles=("in your own neighbourhood", "in a neighbourhood close by", "a little further away"),
    group="Group",
    in_their_words="The question",
    yes="Yes, I will help",
    after_yes="If you say yes, you see the phone number and address. {Name} sees your first name and phone number.",
    why_not="Unable to help? You may tell us why.",
    rather_not_say="I would rather not say",
    reasons={
        Reason.NO_TIME: "I have no time",
        Reason.TOO_FAR: "It is too far away",
        Reason.NOT_THIS_KIND: "I do not do this kind of help",
        Reason.NOT_THIS_DAY: "I cannot on this day",
        Reason.OTHER: "Something else",
    },
    no="No, not now",
    no_is_fine="A no is fine too. Then we ask somebody else.",
    how_to_reach="How to reach {name}",
    phone="Phone",
    no_phone="No number is known.",
    address="Address",
    no_address="No address was given. Please ask when you call.",
    show_contact="Show phone and address",
    is_logged="{Name} can see that you look at this.",
    cannot_come="Cannot make it after all?",
    cannot_come_hint="That can happen. Tell us here, and we look for somebody else at once.",
    withdraw="I cannot help after all",
    stand_by="I would like to be stand-by",
    stand_by_hint="Would you like to be stand-by? If the other neighbour cannot come after all, we ask you first.",
    no_stand_by="I do not want to be on stand-by",
    coming_hint="Are you coming? Please tell us. Then nobody has to wonder.",
    coming="Yes, I am coming",
    confirmed="Good, we know that you are coming.",
    helped="Yes, it worked out",
    not_helped="No, it did not work out",
    filters={
        FilterField.RADIUS_M: "Only ask me closer to home: up to {reach}",
        FilterField.DAYS: "Do not ask me on {day} any more",
        FilterField.CATEGORY: "Do not ask me any more for: {kind}",
    },
    filtered={
        FilterField.RADIUS_M: "Good, that is changed. For {kind} we only ask you up to {reach} from your home.",
        FilterField.DAYS: "Good, that is changed. For {kind} we do not ask you on {day} any more.",
        FilterField.CATEGORY: "Good, that is changed. For {kind} we do not ask you any more.",
    },
    only_this_kind="This is about: {kind}.",
    change_back="You can change it back in the app.",
    metres="metres",
    made_up_name="Kim",
    made_up_text="Could you come and help tomorrow? (This is an example.)",
    ask_me_again="Yes, ask me again",
    report="Something is not right",
    report_hint="Does it feel wrong? Tap here. We look into it, and the two of you see nothing of each other any more.",
    emergency="Emergency or danger? Call 112.",
    about="Whapp is by and for neighbours, without profit.",
    days="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    months="January February March April May June July August September October November December",
    until="until",
)
