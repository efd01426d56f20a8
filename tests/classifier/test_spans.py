"""From the evidence of pieces to the words that are marked."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifier.encoding import UNKNOWN, Window
from tonecheck.classifier.spans import Span, _merged, spans
from tonecheck.message import Message
from tonecheck.text.reading import Reading

TEXT = "您好，打断你的腿。谢谢"
READING = Reading.of(Message(text=TEXT))


def _window(text: str) -> Window:
    around = ((0, 0),) * 3
    places = tuple((at, at + 1) for at in range(len(text)))
    count = len(text) + 4
    return Window((0,) * count, (0,) * count, (*around, *places, (0, 0)))


def _evidence(*strong: int, at: float = 3.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    evidence = np.full(len(TEXT) + 4, -8.0)
    for position in strong:
        evidence[position + 3] = at
    return evidence


def test_strong_pieces_make_one_stretch_over_a_small_gap() -> None:
    [span] = spans([(_window(TEXT), _evidence(3, 4, 7))], 0.0, READING)
    assert TEXT[span.start : span.end] == "打断你的腿"
    assert span.strength == 3.0


def test_a_wide_gap_makes_two() -> None:
    found = spans([(_window(TEXT), _evidence(0, 7))], 0.0, READING)
    assert [TEXT[span.start : span.end] for span in found] == ["您", "腿"]


def test_punctuation_at_the_ends_is_left_out() -> None:
    [span] = spans([(_window(TEXT), _evidence(2, 3, 4, 5, 6, 7, 8))], 0.0, READING)
    assert TEXT[span.start : span.end] == "打断你的腿"


def test_pictures_and_the_first_word_of_the_next_line_are_left_out() -> None:
    text = "🌈打断你的腿。\n你好"
    reading = Reading.of(Message(text=text))
    places = (*((at, at + 1) for at in range(7)), (7, 9), (9, 10))
    window = Window((0,) * len(places), (0,) * len(places), places)
    evidence = np.array([3.0, 3, 3, 3, 3, 3, 0, 0.5, -8])
    [span] = spans([(window, evidence)], 0.0, reading)
    assert text[span.start : span.end] == "打断你的腿"


def test_what_is_in_no_vocabulary_is_no_evidence() -> None:
    places = tuple((at, at + 1) for at in range(4))
    ids, text = (UNKNOWN, 7, 8, UNKNOWN), "𠮷打断𠮷"
    reading = Reading.of(Message(text=text))
    [span] = spans([(Window(ids, (0,) * 4, places), np.full(4, 3.0))], 0.0, reading)
    assert text[span.start : span.end] == "打断"


def test_below_the_limit_the_strongest_stretch_stands_for_the_category() -> None:
    evidence = _evidence(3, 4, at=-1.0)
    evidence[3] = -4.0
    [span] = spans([(_window(TEXT), evidence)], 0.0, READING)
    assert TEXT[span.start : span.end] == "打断"


def test_words_of_the_next_sentence_are_marked_only_where_they_show_something_themselves() -> None:
    evidence = _evidence(3, 4, 5, 6, 7)
    evidence[9 + 3] = evidence[10 + 3] = 0.5  # 谢谢, behind 。
    [span] = spans([(_window(TEXT), evidence)], 0.0, READING)
    assert TEXT[span.start : span.end] == "打断你的腿"
    evidence[9 + 3] = 3.0
    [span] = spans([(_window(TEXT), evidence)], 0.0, READING)
    assert TEXT[span.start : span.end] == "打断你的腿。谢谢"


def test_a_weak_stretch_beside_the_strongest_is_not_marked() -> None:
    evidence = _evidence(5, 6, 7)
    evidence[0 + 3] = 0.5
    assert len(spans([(_window(TEXT), evidence)], 0.0, READING)) == 1
    evidence[0 + 3] = 2.5
    assert len(spans([(_window(TEXT), evidence)], 0.0, READING)) == 2


def test_of_several_windows_only_those_that_show_something_are_marked() -> None:
    clean, offending = _evidence(), _evidence(3, 4, 5, 6, 7)
    found = spans([(_window(TEXT), clean), (_window(TEXT), offending)], 0.0, READING)
    assert [TEXT[span.start : span.end] for span in found] == ["打断你的腿"]
    weak = _evidence(0, at=-2.0)
    assert len(spans([(_window(TEXT), clean), (_window(TEXT), weak)], 0.0, READING)) == 1


def test_what_stands_around_the_text_is_never_marked() -> None:
    evidence = np.full(len(TEXT) + 4, -8.0)
    evidence[0] = 9.0
    [span] = spans([(_window(TEXT), evidence)], 0.0, READING)
    assert (span.start, span.end) != (0, 0)
    assert spans([(Window((0, 2), (0, 0), ((0, 0), (0, 0))), np.zeros(2))], 0.0, READING) == ()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), st.floats(-5, 5)), max_size=12))
def test_merged_stretches_are_apart_and_cover_the_same(raw: list[tuple[int, int, float]]) -> None:
    found = [Span(start, start + length, strength) for start, length, strength in raw]
    result = _merged(found)
    assert all(one.end <= other.start for one, other in pairwise(result))
    covered = {position for span in found for position in range(span.start, span.end)}
    assert {p for span in result for p in range(span.start, span.end)} == covered
