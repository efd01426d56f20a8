"""Laws of folding: exact map, idempotence, borders that stay."""

import pytest
from hypothesis import given

from tests.strategies import texts
from tonecheck.text.fold import disguises, fold, fold_table
from tonecheck.text.reading import Reading
from tonecheck.text.segments import clauses


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("打斷你的腿", "打断你的腿"),
        ("跟著你妳", "跟着你你"),
        ("ＴＭＤ", "tmd"),
        ("催\u200b收", "催收"),
        ("①②㈠⒈½", "12一112"),
        ("nòng sǐ", "nong si"),
        ("e\u0301", "e"),
        ("您好，请于18：00前还款……", "您好，请于18：00前还款……"),
    ],
)
def test_folding_reads_what_a_person_reads(written: str, read: str) -> None:
    assert fold(written).text == read


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_every_folded_code_point_is_a_fixpoint() -> None:
    table = fold_table()
    assert all(ord(char) not in table for folded in table.values() for char in folded)


@given(texts)
def test_every_character_maps_back_to_where_it_came_from(text: str) -> None:
    folded = fold(text)
    for index, char in enumerate(folded.text):
        start, end = folded.original_span(index, index + 1)
        assert end == start + 1
        assert char in fold(text[start:end]).text


@given(texts)
def test_a_place_is_found_again_from_the_original(text: str) -> None:
    folded = fold(text)
    for index in range(len(folded.text)):
        low, high = folded.folded_span(*folded.original_span(index, index + 1))
        assert low <= index < high
        assert all(
            folded.original_span(at, at + 1) == folded.original_span(index, index + 1)
            for at in range(low, high)
        )


@given(texts)
def test_a_span_covers_the_original_from_its_first_to_its_last_character(text: str) -> None:
    folded = fold(text)
    if folded.text:
        start, end = folded.original_span(0, len(folded.text))
        assert fold(text[start:end]).text == folded.text


@given(texts)
def test_folding_never_moves_a_clause_border(text: str) -> None:
    """The clauses of folded text, mapped back, are the clauses of the text with each character
    folded in place: borders depend on nothing that folding changes."""
    folded = fold(text)
    again = fold(folded.text)
    assert clauses(folded.text).spans() == clauses(again.text).spans()
    for start, end in clauses(folded.text).spans():
        original_start, original_end = folded.original_span(start, end)
        assert fold(text[original_start:original_end]).text == folded.text[start:end]


@pytest.mark.parametrize("border", list("，。！？；：、…\n"))
def test_a_border_written_is_a_border_read(border: str) -> None:
    assert fold(border).text == border


def test_an_expansion_never_makes_a_border() -> None:
    for code, folded in fold_table().items():
        if len(folded) > 1:
            assert folded.isalnum(), (hex(code), folded)


def test_disguises_are_named() -> None:
    assert disguises("打斷\u200bＴ") == ("traditional", "zero_width", "width")
    assert disguises("GPS打断") == ()


@given(texts)
def test_reading_maps_placeholders_back_whole(text: str) -> None:
    reading = Reading(text)
    for index, char in enumerate(reading.text):
        if char == "\ue000" and "\ue000" not in text:
            start, end = reading.original_span(index, index + 1)
            assert end - start >= 2
