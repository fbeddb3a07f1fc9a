"""How a text reads to people: what shows, what is a name, and what leads elsewhere."""

import pytest

from whapp.domain.letters import is_name, leads_elsewhere, plain, shows


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200d", "\u3164", "\uffa0", "\u115f\u1160", "\u2800", "\u00a0", "\u00ad", "\ufe0f", "\u0301", "\u2063"],
)
def test_what_looks_empty_shows_nothing(text: str) -> None:
    assert not shows(text)


@pytest.mark.parametrize("text", ["a", "Zoë", "سارة", "李", "🎉", "\u3164a", "?"])
def test_what_people_can_see_shows(text: str) -> None:
    assert shows(text)


@pytest.mark.parametrize(
    "text",
    ["Jan", "J.P.", "St.Jan", "O'Neill", "Anne-Marie", "Zoë-Łucja سارة", "李", "Truus de 2e", "Truus 12", "Дмитрий"],
)
def test_what_people_are_called_is_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bel 0612345678",
        "Jan 123",
        "Jan 1 2 3",
        "12",
        "🎉",
        "\u3164",
        "\u200d",
        "www.voorbeeld",
        "voorbeeld.nl",
        "Jan http://x",
        "jan@voorbeeld",
        "ｖｏｏｒｂｅｅｌｄ．ｎｌ",
    ],
)
def test_a_number_or_an_address_is_no_name(text: str) -> None:
    """Promise 5: nothing that leads to somebody comes before the yes."""
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Dorpsstraat 1, 3511 AB Utrecht", "Flat 12, 1234 AB, 3e etage 45-2", "Kerkweg 10 h.s.", "P.C. Hooftstraat 8"],
)
def test_a_street_and_a_town_lead_nowhere_else(text: str) -> None:
    assert not leads_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    ["Kerkweg 1, bel 06-12345678", "Kerkweg 1 (+31 6 1234 5678)", "Kerkweg 1, 012345678", "zie voorbeeld.nl", "a@b"],
)
def test_a_telephone_number_or_a_place_on_the_web_leads_elsewhere(text: str) -> None:
    assert leads_elsewhere(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sleutel", "sleutel"),
        ("SLÉUTÉL", "sleutel"),
        ("sl\u200be\u00adutel", "sleutel"),
        ("sleut\u3164el", "sleutel"),
        ("slеutеl", "sleutel"),
        ("ｓｌｅｕｔｅｌ", "sleutel"),
        ("s\u2113eutel", "sleutel"),
        ("sssleuteeeel", "sleutel"),
        ("heel goed", "heel goed"),
        ("sl@g $ b@@n", "slag $ b@@n"),
        ("sl|m g!ds", "sllm gids"),
        ("€50 of 50€", " euro 50 of 50 euro "),
        ("kost€5", "kost euro 5"),
        ("sl€utel", "sleutel"),
        ("jan!", "jan!"),
        ("gauß", "gauss"),
        ("s\u20ddleutel", "sleutel"),  # a letter in a circle
    ],
)
def test_text_is_read_as_it_looks(written: str, read: str) -> None:
    assert plain(written) == read
