"""The opening of a case's text: whole sentences, and nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.opening import MAX_CHARS, SHORT_CHARS, split_opening

MORE = (
    "The way in which the authorities treat her puts her health and her life at risk, and in all this time "
    "nobody, not even her own sister, has been allowed to see her. Her letters are not answered by anyone."
)


def followed(first: str) -> tuple[str, str]:
    return first, MORE


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        followed("Ada Example was sentenced to seven years in prison for lighting a lamp at night."),
        followed("Ada Example was taken from her home on the evening of 9 April 2030."),
        followed("«Она зажгла лампу», — пишут газеты, и за это её держат в тюрьме уже год!"),
        followed("حُكم على آدا بالسجن سبع سنوات لا لشيء إلا لأنها أضاءت مصباحا؟"),
        followed("She asked: “Who will light the lamps now that I am gone?”"),
    ],
)
def test_the_first_sentences_are_split_from_the_rest(first: str, rest: str) -> None:
    assert split_opening(f"{first} {rest}") == (first, rest)


def test_sentences_are_added_while_they_are_short() -> None:
    first, rest = split_opening(
        f"Ada Example lit the lamp, and then she was arrested. She is still held. {MORE}"
    )

    assert first == "Ada Example lit the lamp, and then she was arrested. She is still held."
    assert rest == MORE


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("अदा को दीपक जलाने पर सात साल की जेल हुई है।", "उन्हें अपनी बहन से भी मिलने नहीं दिया गया है। " * 6),
        (
            "아다는 등불을 켰다는 이유만으로 징역 칠 년을 선고받았다.",
            "당국은 그의 건강과 생명을 위험하게 한다. " * 6,
        ),
    ],
)
def test_a_sentence_ends_as_its_script_ends_it(first: str, rest: str) -> None:
    assert split_opening(f"{first} {rest.strip()}")[0].startswith(first)
    assert split_opening(f"{first} {rest.strip()}")[1]


def test_a_wide_character_takes_the_place_of_two() -> None:
    sentence = "阿列克谢因言获罪，被判七年徒刑，当局对待他的方式危及他的健康和生命。"

    assert split_opening(sentence * 4)[0] == sentence * 2


def test_languages_without_spaces_have_sentences_too() -> None:
    sentence = "阿列克谢因言获罪，被判七年徒刑，当局对待他的方式危及他的健康和生命。"

    first, rest = split_opening(sentence * 10)

    assert 0 < len(first) <= MAX_CHARS
    assert len(first) % len(sentence) == 0
    assert first + rest == sentence * 10


@pytest.mark.parametrize(
    "whole",
    [
        "Short. Very short.",
        f"- {MORE}\n- {MORE}",
        "No end " * 60,
        f"*{MORE}*",  # emphasis is not cut
        "Dr. A. B. Example of St. Lamp " * 12,
    ],
)
def test_what_cannot_be_split_stays_whole(whole: str) -> None:
    assert split_opening(whole) == (whole, "")


def test_a_link_is_not_cut() -> None:
    text = f"She was named in [the report. It is long](https://lamps.example/a) of the lighthouse. {MORE}"

    assert "the report. It is long](https://lamps.example/a)" in split_opening(text)[0]


@given(st.text(alphabet="ab .*[]()!?。X\n5", min_size=SHORT_CHARS, max_size=2 * SHORT_CHARS))
def test_no_character_is_lost(paragraph: str) -> None:
    assert "".join("".join(split_opening(paragraph)).split()) == "".join(paragraph.split())
