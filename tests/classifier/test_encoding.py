"""What the encoder is given: all of the text, with who speaks, who reads and when."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tests.classifier.tiny import tokenizer
from tests.strategies import texts
from tonecheck.classifier.encoding import MARKERS, MOST_PIECES, Encoding, comparable
from tonecheck.message import LOCAL_TIME, Message, Recipient
from tonecheck.text.reading import Reading

TOKENIZER = tokenizer()
ENCODING = Encoding(TOKENIZER)


def _windows(text: str, **fields: object) -> tuple[Reading, list[list[str]]]:
    message = Message(text=text, **fields)  # type: ignore[arg-type]
    reading = Reading.of(message)
    windows = ENCODING.windows(message, reading, ENCODING.pieces(reading))
    return reading, [[str(TOKENIZER.id_to_token(i)) for i in window.ids] for window in windows]


def test_a_window_opens_with_who_reads_it_and_when() -> None:
    _, [window] = _windows("还钱")
    assert window == ["<s>", "<debtor>", "<any_time>", "还", "钱", "</s>"]


@pytest.mark.parametrize(
    ("hour", "marker"), [(7, "<night>"), (8, "<day>"), (21, "<day>"), (22, "<night>")]
)
def test_quiet_hours_are_marked(hour: int, marker: str) -> None:
    _, [window] = _windows("还钱", sent_at=datetime(2026, 3, 1, hour, tzinfo=LOCAL_TIME))
    assert window[2] == marker


def test_a_letter_wakes_nobody() -> None:
    night = datetime(2026, 3, 1, 23, tzinfo=LOCAL_TIME)
    _, [window] = _windows("还钱", sent_at=night, channel="letter")
    assert window[2] == "<any_time>"


def test_a_part_is_read_by_itself_at_its_place() -> None:
    text = "您好。快还钱。谢谢"
    message = Message(text=text)
    reading = Reading.of(message)
    [window] = ENCODING.windows(message, reading, ENCODING.pieces(reading, (3, 6)))
    assert [text[start:end] for start, end in window.spans if end > start] == ["快", "还", "钱"]


@pytest.mark.parametrize("recipient", ["debtor", "guarantor", "third_party", "unknown"])
def test_the_recipient_is_marked(recipient: Recipient) -> None:
    _, [window] = _windows("还钱", recipient=recipient)
    assert window[1] == f"<{recipient}>"


def test_the_customers_turns_are_marked() -> None:
    message = Message(text="坐席：您好\n客户：打断你腿", channel="voice_script")
    reading = Reading.of(message)
    [window] = ENCODING.windows(message, reading, ENCODING.pieces(reading))
    theirs = [
        reading.text[s:e] for (s, e), by in zip(window.spans, window.speakers, strict=True) if by
    ]
    assert "".join(theirs) == "客户：打断你腿"


def test_long_numbers_and_amounts_are_zeros_and_blanks_a_word() -> None:
    text = "尾号6225，欠3,250.60元，明天18:00前，一天打20次，打12345，{name}"
    reading = Reading.of(Message(text=text))
    expected = "尾号0000,欠0,000.00元,明天18:00前,一天打20次,打00000,某".replace(",欠", "，欠")
    assert comparable(reading.text).replace(",", "，") == expected.replace(",", "，")


def test_what_a_letter_retells_of_the_customer_is_marked_as_theirs() -> None:
    told = "您来信说，有人打断腿。"
    text = f"您好。{told}此人已被开除。还钱。"
    message = Message(text=text, channel="letter")
    reading = Reading.of(message)
    [window] = ENCODING.windows(message, reading, ENCODING.pieces(reading))
    pairs = zip(window.spans, window.speakers, strict=True)
    assert "".join(reading.text[start:end] for (start, end), by in pairs if by) == told


@given(texts)
def test_making_comparable_moves_nothing(text: str) -> None:
    assert len(comparable(text)) == len(text)


@given(st.text(alphabet="您好还钱，。\n女儿放学", min_size=1, max_size=900).filter(str.strip))
def test_the_windows_show_every_character(text: str) -> None:
    message = Message(text=text)
    reading = Reading.of(message)
    windows = ENCODING.windows(message, reading, ENCODING.pieces(reading))
    shown = {position for w in windows for s, e in w.spans for position in range(s, e)}
    assert shown == set(range(len(reading.text)))
    for window in windows:
        assert len(window.ids) == len(window.speakers) == len(window.spans)
        assert len(window.ids) <= MOST_PIECES + 4


def test_windows_of_a_long_text_begin_at_clauses() -> None:
    clause = "您好还钱今天明天，"
    message = Message(text=clause * 60)
    reading = Reading.of(message)
    windows = ENCODING.windows(message, reading, ENCODING.pieces(reading))
    assert len(windows) > 2
    assert all(window.spans[3][0] % len(clause) == 0 for window in windows)


def test_a_tokenizer_of_another_model_is_refused() -> None:
    from tokenizers import models

    other = Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "<unk>": 2}, unk_token="<unk>"))
    with pytest.raises(ValueError, match=MARKERS[0]):
        Encoding(other)
