"""The index only saves work: it never hides a match."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import texts
from tonecheck import Checker, Message
from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.rules.engine import Engine
from tonecheck.rules.finders import Search
from tonecheck.text.reading import Reading

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "train").glob("*.jsonl"))
CASES = list(read_cases(CORPUS))[::28]


def _found(engine: Engine, message: Message) -> set[tuple[str, int, int, int]]:
    reading = Reading.of(message)
    return {
        (m.rule.id, m.alternative.line, m.start, m.end) for m in engine.matches(message, reading)
    }


def _found_without_index(engine: Engine, message: Message) -> set[tuple[str, int, int, int]]:
    """Every alternative searched in full, whatever words occur."""
    search = Search(Reading.of(message), range(10**9))
    return {
        (c.rule.id, c.alternative.line, *span)
        for c in engine._candidates
        if c.rule.when.holds(message, search.reading)
        for span in c.finder.spans(search)
        if not engine._acquitted(c, search, span)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_on_real_messages(checker: Checker, case: Case) -> None:
    message = case.message()
    assert _found(checker.engine, message) == _found_without_index(checker.engine, message)


@given(
    st.lists(st.sampled_from([c.text[i : i + 12] for c in CASES for i in (0, 12)] + ["。", " "])),
    texts,
)
@settings(max_examples=25)
def test_on_pieces_of_messages(checker: Checker, pieces: list[str], noise: str) -> None:
    text = "".join(pieces) + noise
    if text.strip():
        message = Message(text=text[:300])
        assert _found(checker.engine, message) == _found_without_index(checker.engine, message)
