"""Which delivery options a letter has, in which order, and that every link in them is exactly the letter."""

from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.support.builders import a_letter, a_target
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting
from webapp.domain.channel import Channel
from webapp.domain.delivery.mailto import MAX_LINK_CHARS
from webapp.domain.delivery.options import MAX_POST_DAYS, DeliveryMethod, rank_delivery_options
from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.delivery.webmail import MAX_URL_CHARS
from webapp.domain.language import Language
from webapp.settings import ROOT

PAGE = "https://appeal.example/en/gorinov"
GORINOV = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))
EMAIL, POST, FAX, CALL, SOCIAL = Channel.EMAIL, Channel.POST, Channel.FAX, Channel.CALL, Channel.SOCIAL
AMBASSADOR, PROSECUTOR = "ambassador", "prosecutor"

BY_WEBMAIL = (DeliveryMethod.WEBMAIL, DeliveryMethod.PASTE, DeliveryMethod.DRAFT, DeliveryMethod.COPY)
IN_TWO_STEPS = (DeliveryMethod.PASTE, DeliveryMethod.DRAFT, DeliveryMethod.COPY)
ON_PAPER = (DeliveryMethod.PRINT, DeliveryMethod.ENVELOPE, DeliveryMethod.CARD)
AS_TEXT = (None, (DeliveryMethod.TEXT,))

# What each suggested letter is offered. Only the ambassador has an e-mail address.
SUGGESTED = {
    ("en", (AMBASSADOR,)): [(EMAIL, BY_WEBMAIL), (POST, ON_PAPER), AS_TEXT],
    ("en", (PROSECUTOR,)): [(POST, ON_PAPER), AS_TEXT],
    ("en", (PROSECUTOR, AMBASSADOR)): [(EMAIL, BY_WEBMAIL), (POST, ON_PAPER), AS_TEXT],
    ("es", (AMBASSADOR,)): [(EMAIL, BY_WEBMAIL), (POST, ON_PAPER), AS_TEXT],
    ("es", (PROSECUTOR,)): [(POST, ON_PAPER), AS_TEXT],
    ("es", (PROSECUTOR, AMBASSADOR)): [(EMAIL, BY_WEBMAIL), (POST, ON_PAPER), AS_TEXT],
    # Cyrillic and Arabic take five characters a letter in an address: no webmail takes that.
    ("ru", (AMBASSADOR,)): [(EMAIL, IN_TWO_STEPS), (POST, ON_PAPER), AS_TEXT],
    ("ru", (PROSECUTOR,)): [(POST, ON_PAPER), AS_TEXT],
    ("ru", (PROSECUTOR, AMBASSADOR)): [(EMAIL, IN_TWO_STEPS), (POST, ON_PAPER), AS_TEXT],
    ("ar", (AMBASSADOR,)): [(EMAIL, IN_TWO_STEPS), (POST, ON_PAPER), AS_TEXT],
    ("ar", (PROSECUTOR,)): [(POST, ON_PAPER), AS_TEXT],
    ("ar", (PROSECUTOR, AMBASSADOR)): [(EMAIL, IN_TWO_STEPS), (POST, ON_PAPER), AS_TEXT],
}


def suggested(tag, to):
    page = Language(tag)
    return drafting.compose(GORINOV, drafting.begin(GORINOV, page, to), date(2030, 1, 2), page)


def test_the_table_has_every_choice_of_targets():
    assert {tag for tag, _ in SUGGESTED} <= {one.tag for one in GORINOV.letter_languages}
    assert {to for _, to in SUGGESTED} == {(AMBASSADOR,), (PROSECUTOR,), (PROSECUTOR, AMBASSADOR)}


@pytest.mark.parametrize(("tag", "to"), SUGGESTED)
def test_a_suggested_letter_has_these_options(tag, to):
    options = rank_delivery_options(suggested(tag, to), None, PAGE)

    assert [(option.channel, option.methods) for option in options] == SUGGESTED[tag, to]
    assert [letter.target.id for letter in options[-1].letters] == list(to)


@pytest.mark.parametrize(("tag", "to"), SUGGESTED)
def test_every_link_is_exactly_the_letter_and_within_its_limit(tag, to):
    for option in rank_delivery_options(suggested(tag, to), None, PAGE):
        if option.channel is not EMAIL:
            continue
        subject, body = option.letter.subject, option.letter.body.replace("\n", "\r\n")
        link = urlsplit(option.mail.url)
        assert len(option.mail.url) <= MAX_LINK_CHARS
        assert parse_qs(urlsplit(option.mail.long_url).query) == {"subject": [subject], "body": [body]}
        assert unquote(link.path) == "rusembusa@mid.ru"
        assert parse_qs(link.query) == {"subject": [subject]} | (
            {"body": [body]} if option.mail.is_whole else {}
        )
        assert (DeliveryMethod.WEBMAIL in option.methods) == bool(option.webmail)
        for compose in option.webmail:
            fields = parse_qs(urlsplit(compose.url).query, strict_parsing=True)
            assert len(compose.url) < MAX_URL_CHARS
            assert fields["to"] == ["rusembusa@mid.ru"]
            assert fields.get("su", fields.get("subject")) == [subject]
            assert fields["body"] == [body]


def a_letter_everywhere(**changes):
    social = (Handle(Network.X, "LampMinister"), Handle(Network.FACEBOOK, "LampMinister"))
    target = a_target(phone=("+1 202 555 0100",), fax=("+1 202 555 0101",), social=social)
    return a_letter(target=target, card=("Please.",), post="Release Ada Example.", **changes)


def test_a_short_letters_first_method_is_the_mail_link():
    first = rank_delivery_options([a_letter_everywhere()], None, PAGE)[0]

    assert first.methods == (
        DeliveryMethod.MAIL,
        DeliveryMethod.WEBMAIL,
        DeliveryMethod.DRAFT,
        DeliveryMethod.COPY,
    )
    assert first.mail.is_whole
    assert first.mail.url == first.mail.long_url


def test_post_that_does_not_arrive_from_the_supporter_s_country_is_no_option():
    target = a_target(no_post_from=("US",))
    letters = [a_letter(target=target, country="US"), a_letter(target=a_target(id="b"), country="US")]

    by_channel = {option.channel: option for option in rank_delivery_options(letters, None, PAGE)}

    assert [letter.target.id for letter in by_channel[POST].letters] == ["b"]
    assert POST not in {option.channel for option in rank_delivery_options(letters[:1], None, PAGE)}


@pytest.mark.parametrize(
    ("days", "channels", "late"),
    [
        (None, [EMAIL, POST, FAX, CALL, SOCIAL, None], False),
        (MAX_POST_DAYS, [EMAIL, POST, FAX, CALL, SOCIAL, None], False),
        (MAX_POST_DAYS - 1, [EMAIL, FAX, CALL, SOCIAL, POST, None], True),  # a letter may come too late
        (0, [EMAIL, FAX, CALL, SOCIAL, POST, None], True),
    ],
)
def test_near_the_deadline_the_quicker_options_come_before_the_post(days, channels, late):
    options = rank_delivery_options([a_letter_everywhere()], days, PAGE)

    assert [option.channel for option in options] == channels
    assert [option.late for option in options if option.channel is POST] == [late]


def test_a_channel_without_data_has_no_option():
    options = rank_delivery_options([a_letter(target=a_target(email=()))], None, PAGE)

    assert [option.channel for option in options] == [POST, None]


def test_without_a_text_there_is_no_postcard():
    post = rank_delivery_options([a_letter(card=())], None, PAGE)[1]

    assert post.methods == (DeliveryMethod.PRINT, DeliveryMethod.ENVELOPE)


def test_without_letters_there_are_no_options():
    assert rank_delivery_options([], None, PAGE) == ()


def test_each_target_has_options_of_its_own_and_nothing_of_the_others():
    one = a_letter_everywhere()
    other = a_letter(target=a_target(id="warden", email=("warden@lamps.example",)), salutation="Dear Warden,")

    options = rank_delivery_options([one, other], None, PAGE)

    first, second = (option for option in options if option.channel is EMAIL)
    assert "warden" not in first.mail.url
    assert "minister" not in second.mail.url.lower()
    assert [option.letter.target.id for option in options if option.channel is CALL] == ["minister"]
