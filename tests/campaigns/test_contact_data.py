"""Contact data: what is written in a campaign file, and what is dialled, mailed and linked for it."""

import pytest

from webapp.campaigns.email_address import read_email
from webapp.campaigns.field_types import Hashtag, Link
from webapp.campaigns.handles import read_handle
from webapp.campaigns.telephone import read_number
from webapp.domain.delivery.social_network import Network
from webapp.domain.delivery.tel import tel
from webapp.domain.host_name import readable

NUMBERS = [
    # as it is written, printed, dialled
    ("+1 202 555 0100", "+1 202 555 0100", "tel:+12025550100"),
    ("+1.202.555.0100", "+1.202.555.0100", "tel:+12025550100"),
    ("+44 (0)20 7946 0958", "+44 20 7946 0958", "tel:+442079460958"),  # the trunk prefix is not dialled
    ("+44 020 7946 0958", "+44 20 7946 0958", "tel:+442079460958"),
    ("+33 (0) 1 42 34 56 78", "+33 1 42 34 56 78", "tel:+33142345678"),
    ("+7 8 495 123-45-67", "+7 495 123-45-67", "tel:+74951234567"),
    ("+39 06 698 12345", "+39 06 698 12345", "tel:+390669812345"),  # Italy's is
    ("+49 30/23125-000", "+49 30/23125-000", "tel:+493023125000"),
    ("+49 30 23125‑000", "+49 30 23125-000", "tel:+493023125000"),
    ("+ 1 202 555 0100", "+1 202-555-0100", "tel:+12025550100"),
    ("＋1 202 555 0100", "+1 202 555 0100", "tel:+12025550100"),
    ("+٩٦٦ ١١ ٤٠١ ١١١١", "+966 11 401 1111", "tel:+966114011111"),
    ("+۹۸ ۲۱ ۶۶۱۷ ۱۱۱۱", "+98 21 6617 1111", "tel:+982166171111"),
    ("+800 1234 5678", "+800 1234 5678", "tel:+80012345678"),  # the same from every country
    ("+1 202 555 0100 ext. 5", "+1 202 555 0100 ext. 5", "tel:+12025550100;ext=5"),
    ("+1 202 555 0100x5", "+1 202 555 0100 ext. 5", "tel:+12025550100;ext=5"),
    ("+1 202 555 0100 x 55", "+1 202 555 0100 ext. 55", "tel:+12025550100;ext=55"),
    ("+12025550100;ext=55", "+12025550100 ext. 55", "tel:+12025550100;ext=55"),
    ("+1 202 555 0100 #22", "+1 202 555 0100 ext. 22", "tel:+12025550100;ext=22"),
    ("+44 (0)20 7946 0958 (ext 12)", "+44 20 7946 0958 ext. 12", "tel:+442079460958;ext=12"),
    ("+7 (495) 123-45-67 доб. 5", "+7 (495) 123-45-67 ext. 5", "tel:+74951234567;ext=5"),
    ("+7 495 123 45 67, добавочный 123", "+7 495 123 45 67 ext. 123", "tel:+74951234567;ext=123"),
    ("+7 495 123-45-67 доб.5", "+7 495 123-45-67 ext. 5", "tel:+74951234567;ext=5"),
    ("+55 11 2345-6789 ramal 12", "+55 11 2345-6789 ext. 12", "tel:+551123456789;ext=12"),
    ("+966 11 401 1111 تحويلة ٥", "+966 11 401 1111 ext. 5", "tel:+966114011111;ext=5"),
]


@pytest.mark.parametrize(("written", "printed", "dialled"), NUMBERS)
def test_a_number_is_printed_readably_and_dialled_as_its_plan_says(written, printed, dialled):
    number = read_number(written, "GB")

    assert (number, tel(number)) == (printed, dialled)
    assert read_number(printed, "") == printed


NO_NUMBERS = [
    ("020 7946 0958", r"without its country.*\+44 20 7946 0958"),
    ("00442079460958", r"without its country.*\+44 20 7946 0958"),
    ("٠٢٠ ٧٩٤٦ ٠٩٥٨", r"without its country.*\+44 20 7946 0958"),
    ("1234", "without its country"),
    ("Tel.: +1 202 555 0100", r"only digits.*\+1 202-555-0100"),
    ("tel:+12025550100", r"only digits.*\+1 202-555-0100"),
    ("+1 202 555 0100 (office)", r"only digits.*\+1 202-555-0100"),
    ("\u202a+1 202 555 0100\u202c", r"only digits.*\+1 202-555-0100"),
    ("+1-800-FLOWERS", "only digits"),
    ("+1 202 555 0100 x", "only digits"),
    ("ask the switchboard", "only digits"),
    ("+", "only digits"),
    ("", "only digits"),
    ("+1 202 555 0100, +1 202 555 0101", r"several numbers.*0100, \+1 202-555-0101"),
    ("+1 202 555 0100; +1 202 555 0101", "several numbers"),
    ("+1 202 555 0100 / +1 202 555 0101", "several numbers"),
    ("+1 202 555 0100 or +1 202 555 0101", "several numbers"),
    ("+44 20 7946 0958/9", "several numbers"),
    ("+1 202 555 01", "too short"),
    ("+1 202 555 01000", "too long"),
    ("+380 44 255 3333 / 255 4444", "too long"),
    ("+1 123 456 7890", r"no such numbers behind \+1"),
    ("+44 20 7946 095", r"no such numbers behind \+44"),  # a digit is missing
    ("+999 12345678", "no country has this code"),
    ("+1 202 XXX XXXX", "hidden digits"),
    ("+1 202 ***-**00", "hidden digits"),
    ("+1 202 555 …", "hidden digits"),
    ("+7 495 123-__-__", "hidden digits"),
    ("n/a", "hidden digits"),
    ("+1" * 40, "longer than"),
]


@pytest.mark.parametrize(("written", "reason"), NO_NUMBERS)
def test_what_would_be_dialled_wrongly_is_refused_with_the_numbers_found(written, reason):
    with pytest.raises(ValueError, match=reason):
        read_number(written, "GB")


ADDRESSES = [
    ("office@lamps.example", "office@lamps.example"),
    ("M.Lamp+ua@LAMPS.Example", "M.Lamp+ua@lamps.example"),
    ("o'neil@lamps.example", "o'neil@lamps.example"),
    ("kontakt@bürgerlicht-nachtfall.de", "kontakt@xn--brgerlicht-nachtfall-pec.de"),
    ("kontakt@xn--brgerlicht-nachtfall-pec.de", "kontakt@xn--brgerlicht-nachtfall-pec.de"),
    ("post@straße.de", "post@xn--strae-oqa.de"),  # IDNA 2008: not "strasse"
    ("post@пример.рф", "post@xn--e1afmkfd.xn--p1ai"),
    ("post@مثال.إختبار.example", "post@xn--mgbh0fb.xn--kgbechtv.example"),
    ("post@例え.jp", "post@xn--r8jz45g.jp"),
    ("a" * 64 + "@lamps.example", "a" * 64 + "@lamps.example"),
    ("office@na.gov.pk", "office@na.gov.pk"),
    ("max@exxon.com", "max@exxon.com"),
    ("at@at.at", "at@at.at"),
    ("chef_at_large@lamps.example", "chef_at_large@lamps.example"),
    ("hidden@lamps.example", "hidden@lamps.example"),  # words that also stand for what is not shown
    ("masked.voices@lamps.example", "masked.voices@lamps.example"),
    ("press@the-redacted.example", "press@the-redacted.example"),
]


@pytest.mark.parametrize(("written", "mailed"), ADDRESSES)
def test_an_address_is_mailed_to_in_ascii(written, mailed):
    assert read_email(written) == mailed
    assert read_email(readable(mailed)) == mailed
    assert mailed.isascii()


def test_an_umlaut_domain_is_shown_in_its_own_letters():
    assert readable("kontakt@xn--brgerlicht-nachtfall-pec.de") == "kontakt@bürgerlicht-nachtfall.de"
    assert readable("post@xn--strae-oqa.de") == "post@straße.de"
    assert readable("xn--e1afmkfd.xn--p1ai") == "пример.рф"
    assert readable("a@xn--\xff.de") == "a@xn--\xff.de"  # no such label


NO_ADDRESSES = [
    *((masked, "hidden characters") for masked in (
        "m*****r@lamps.example", "[email protected]", "[email\u00a0protected]", "xxx@lamps.example",
        "…@lamps.example",
        "min…@lamps.example", "min...@lamps.example", "m•••r@lamps.example", "jxxxxx@lamps.example",
        "XXXX@lamps.example",
        "office@xxxx.example", "m____r@lamps.example", "redacted@lamps.example", "office@█████.example",
        "***", "n/a", "[hidden]", "(masked)", "[redacted]@lamps.example", "office@[hidden].example",
        "office.NOSPAM@lamps.example", "/cdn-cgi/l/email-protection#a1b2",
    )),
    *((spelt, 'write "office@lamps.example"') for spelt in (
        "office(at)lamps.example", "office [at] lamps [dot] example", "office at lamps dot example",
        "office@lamps(dot)example", "office @ lamps.example", "office{AT}lamps.example",
        "office[@]lamps.example",
        "mailto:office@lamps.example", "Office of Lamps <office@lamps.example>", "<office@lamps.example>",
        "office@lamps.example.", "office@lamps.example ", " office@lamps.example", "office@lamps.example,",
        "office\u200b@lamps.example", "\ufeffoffice@lamps.example", "office@lamps.example\u200e",
        "office＠lamps.example",
        "mailto:office@lamps.example?subject=Ada", "„office@lamps.example“",
        "office%40lamps.example", "mailto:%20office@lamps.example",
    )),
    ("office@lamps.example, post@lamps.example", "several addresses"),
    ("office@lamps.example;post@lamps.example", "several addresses"),
    ('"the office"@lamps.example', "quotes"),
    ("мин@lamps.example", "not Latin"),
    ("büro@lamps.example", "accents"),
    ("office@@lamps.example", "correct it"),
    ("office%0abcc@lamps.example", "codes of a link"),
    ("office", "correct it"),
    ("office@lamps", "correct it"),
    ("office@localhost", "correct it"),
    ("of..fice@lamps.example", "correct it"),
    ("office@[192.0.2.1]", "correct it"),
    ("office@-lamps.example", "correct it"),
    ("office@xn--a.de", "correct it"),
    ("a" * 65 + "@lamps.example", "correct it"),
    ("a@" + "b" * 64 + ".example", "correct it"),
    ("a@" + "b." * 130 + "example", "correct it"),
    ("office@lamps.example\r\nBcc: x@y.example", "correct it|several"),
    ("", "correct it"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "reason"), NO_ADDRESSES)
def test_what_reaches_nobody_is_refused_with_the_remedy(written, reason):
    with pytest.raises(ValueError, match=reason):
        read_email(written)


HANDLES = [
    (Network.X, "LampMinister", "LampMinister"),
    (Network.X, "@Lamp_Minister", "Lamp_Minister"),
    (Network.X, "https://x.com/LampMinister", "LampMinister"),
    (Network.X, "https://mobile.twitter.com/@LampMinister/?lang=en", "LampMinister"),
    (Network.X, "twitter.com/LampMinister", "LampMinister"),
    (Network.BLUESKY, "@Lamps.Example", "lamps.example"),
    (Network.BLUESKY, "https://bsky.app/profile/lamps.example", "lamps.example"),
    (Network.MASTODON, "@office@lamps.example", "office@lamps.example"),
    (Network.MASTODON, "https://lamps.example/@office", "office@lamps.example"),
    (Network.MASTODON, "https://lamps.example/@office@other.example", "office@other.example"),
    (Network.MASTODON, "https://lamps.example/users/office", "office@lamps.example"),
    (Network.MASTODON, "office@bürgerlicht.example", "office@xn--brgerlicht-9db.example"),
    (Network.FACEBOOK, "Office-of-Lamps-100064123456789", "Office-of-Lamps-100064123456789"),
    (Network.FACEBOOK, "100064123456789", "100064123456789"),
    (Network.FACEBOOK, "https://www.facebook.com/OfficeOfLamps/", "OfficeOfLamps"),
    (Network.FACEBOOK, "https://de-de.facebook.com/OfficeOfLamps", "OfficeOfLamps"),
    (Network.FACEBOOK, "https://www.facebook.com/profile.php?id=100064123456789", "100064123456789"),
    (Network.FACEBOOK, "https://facebook.com/people/Лампы/100064123456789/", "100064123456789"),
    (Network.FACEBOOK, "https://facebook.com/p/Office-of-Lamps-100064123456789/", "100064123456789"),
    (Network.FACEBOOK, "https://facebook.com/pages/Office/123456789012", "123456789012"),
    (Network.INSTAGRAM, "@office.of_lamps", "office.of_lamps"),
    (Network.INSTAGRAM, "https://www.instagram.com/office.of_lamps/?hl=en", "office.of_lamps"),
    (Network.INSTAGRAM, "hidden.voices", "hidden.voices"),
    (Network.INSTAGRAM, "https://www.instagram.com/hidden.voices/", "hidden.voices"),
    (Network.WHATSAPP, "+1 202 555 0100", "+1 202 555 0100"),
    (Network.WHATSAPP, "+44 (0)20 7946 0958", "+44 20 7946 0958"),
    (Network.WHATSAPP, "https://wa.me/12025550100", "+12025550100"),
    (Network.WHATSAPP, "https://api.whatsapp.com/send?phone=12025550100&text=x", "+12025550100"),
    (Network.TELEGRAM, "@OfficeOfLamps", "OfficeOfLamps"),
    (Network.TELEGRAM, "https://t.me/s/OfficeOfLamps", "OfficeOfLamps"),
    (Network.TELEGRAM, "t.me/OfficeOfLamps", "OfficeOfLamps"),
]  # fmt: skip


@pytest.mark.parametrize(("network", "written", "name"), HANDLES)
def test_a_handle_is_read_from_what_people_copy(network, written, name):
    assert read_handle(network, written) == name
    assert read_handle(network, name) == name


NO_HANDLES = [
    (Network.X, "Lamp-Minister", "not a name on X"),
    (Network.X, "a" * 16, "not a name on X"),
    (Network.X, "", "not a name on X"),
    (Network.X, "Lamp***ster", "hidden characters"),
    (Network.X, "@hidden", "hidden characters"),
    (Network.X, "[Masked]", "hidden characters"),
    (Network.X, "https://x.com/LampMinister/status/1", "not the address of a profile"),
    (Network.X, "https://x.com/search?q=lamp", "not the address of a profile"),
    (Network.X, "https://www.instagram.com/lamps", r"an address on Instagram; write it as instagram = "),
    (Network.X, "https://lamps.example/x", "not an address on X"),
    (Network.X, "https://x.com.lamps.example/LampMinister", "not an address on X"),
    (Network.BLUESKY, "lamps", 'such as "lamps.example"'),
    (Network.MASTODON, "office", 'such as "office@lamps.example"'),
    (Network.MASTODON, "https://lamps.example/about", "not the address of a profile"),
    (Network.FACEBOOK, "Office of Lamps", "not a name on Facebook"),
    (Network.FACEBOOK, "https://www.facebook.com/groups/lamps", "not the address of a profile"),
    (Network.INSTAGRAM, "office-of-lamps", "not a name on Instagram"),
    (Network.INSTAGRAM, "office..lamps", "not a name on Instagram"),
    (Network.INSTAGRAM, "https://www.instagram.com/p/Cxyz/", "not the address of a profile"),
    (Network.WHATSAPP, "2025550100", "without its country"),
    (Network.WHATSAPP, "+1 202 555 0100 ext. 5", "without it"),
    (Network.WHATSAPP, "https://chat.whatsapp.com/Abc", "not an address on WhatsApp"),
    (Network.TELEGRAM, "1lamps", "not a name on Telegram"),
    (Network.TELEGRAM, "https://t.me/+AbCdEf", "not a name on Telegram"),
    (Network.TELEGRAM, "https://t.me/OfficeOfLamps/12", "not the address of a profile"),
    (Network.X, "https://[x", "not"),
    (Network.X, "x" * 201, "too long|hidden"),
]  # fmt: skip


@pytest.mark.parametrize(("network", "written", "reason"), NO_HANDLES)
def test_what_is_no_handle_is_refused_with_how_to_write_it(network, written, reason):
    with pytest.raises(ValueError, match=reason):
        read_handle(network, written)


LINKS = [
    ("https://www.lamps.example/write-to-us?to=a%20b#form", "https://www.lamps.example/write-to-us?to=a%20b#form"),
    ("https://bürgerlicht.example/kontakt", "https://xn--brgerlicht-9db.example/kontakt"),
    ("https://lamps.example/news/masked-men-abduct-lawyer", "https://lamps.example/news/masked-men-abduct-lawyer"),
    ("https://lamps.example/hidden-cells/redacted", "https://lamps.example/hidden-cells/redacted"),
    ("https://lamps.example/a----b?c=??*", "https://lamps.example/a----b?c=??*"),
    ("https://xn--brgerlicht-9db.example:8443/", "https://xn--brgerlicht-9db.example:8443/"),
    ("https://lamps.example/обращения?к=министру", "https://lamps.example/%D0%BE%D0%B1%D1%80%D0%B0%D1%89%D0%B5%D0%BD%D0%B8%D1%8F?%D0%BA=%D0%BC%D0%B8%D0%BD%D0%B8%D1%81%D1%82%D1%80%D1%83"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "linked"), LINKS)
def test_a_link_is_linked_in_ascii(written, linked):
    assert Link.__metadata__[-1].func(written) == linked


@pytest.mark.parametrize(
    "written",
    ["http://lamps.example", "https://lamps", "https://a b.example", "https://user@lamps.example",
     "https://***.example", "https://lamps.example/off***", "https://lamps.example/rep…",
     "https://lamps.example/rep...", "https://lamps.example/•••",
     "https://lamps.example/cdn-cgi/l/email-protection#a1b2",
     "https://lamps.example/\u200b", "https://lamps.example:0/", "https://lamps.example:x/",
     "javascript:alert(1)", ""],
)  # fmt: skip
def test_what_is_no_link_is_refused(written):
    with pytest.raises(ValueError, match="is not a link"):
        Link.__metadata__[-1].func(written)


@pytest.mark.parametrize(
    "tag", ["FreeAda", "आज़ादी", "СвободуАде", "آزادی\u200cآدا", "释放𱍐\U0003134a", "Free_2026"]
)
def test_a_hashtag_may_have_any_letters(tag):
    assert Hashtag.__metadata__[-1].func(tag) == tag


@pytest.mark.parametrize(
    "tag", ["#FreeAda", "Free Ada", "Free-Ada", "2026", "a", "a" * 41, "Free\u200bAda", "Ada!"]
)
def test_what_ends_a_hashtag_is_refused(tag):
    with pytest.raises(ValueError, match="is not a hashtag"):
        Hashtag.__metadata__[-1].func(tag)
