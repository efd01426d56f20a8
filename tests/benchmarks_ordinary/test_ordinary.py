"""The ordinary sentences: enough of them, each once, the same every time."""

from benchmarks.ordinary import sentences, written


def test_there_are_six_thousand_distinct_sentences() -> None:
    found = sentences()
    assert len(found) >= 6_000
    assert len(set(found)) == len(found)


def test_a_seed_always_gives_the_same_sentences() -> None:
    assert sentences() == sentences()
    assert sentences(1) == sentences(1)
    assert sentences(1) != sentences(2)


def test_no_sentence_is_empty_or_padded_or_more_than_a_line() -> None:
    for sentence in sentences():
        assert sentence
        assert sentence == sentence.strip()
        assert len(sentence.splitlines()) == 1


def test_at_least_eighteen_hundred_lines_are_written_by_hand() -> None:
    lines = written()
    assert len(lines) >= 1_800
    assert sentences()[: len(lines)] == lines
