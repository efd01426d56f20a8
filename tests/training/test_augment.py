"""Variations keep their answers: the marked words are still the words that offend."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.evaluate.corpus import Case, Labelled, read_cases
from tonecheck.training.augment import Augmenter, frames
from tonecheck.training.noise import noisy
from tonecheck.training.parts import sentences_alone

TRAIN = Path(__file__).parents[2] / "corpus" / "train"
CASES = list(read_cases(sorted(TRAIN.glob("*.jsonl"))))[::40]
VIOLATING = [case for case in CASES if case.findings]


@given(st.sampled_from(CASES), st.integers(0, 10_000))
def test_a_variation_is_a_labelled_message_again(case: Case, seed: int) -> None:
    varied = Augmenter(CASES, random.Random(seed)).variation(case)
    varied.message()
    assert bool(varied.findings) == (varied.label == "violating")
    for finding in varied.findings:
        assert 0 <= finding.start < finding.end <= len(varied.text)
    if case.label == "lawful":
        assert varied.label == "lawful"
    if varied.findings and varied not in sentences_alone(case):
        assert [(f.category, f.severity) for f in varied.findings] == [
            (f.category, f.severity) for f in case.findings
        ]


@given(st.sampled_from(VIOLATING), st.integers(0, 10_000))
def test_unless_disguised_or_filled_in_the_marked_words_are_the_same(case: Case, seed: int) -> None:
    augmenter = Augmenter(CASES, random.Random(seed))
    for way in (augmenter._carried, augmenter._joined, augmenter._in_turns, augmenter._signed):
        varied = way(case)
        assert [varied.text[f.start : f.end] for f in varied.findings] == [
            case.text[f.start : f.end] for f in case.findings
        ]


def test_the_same_draw_gives_the_same_variations() -> None:
    first, second = (Augmenter(CASES, random.Random(5)) for _ in range(2))
    assert [first.variation(case) for case in CASES] == [second.variation(case) for case in CASES]


def test_what_is_quoted_or_said_by_the_customer_is_lawful() -> None:
    augmenter = Augmenter(CASES, random.Random(1))
    for case in VIOLATING[:20]:
        for varied in (augmenter._told(case), augmenter._customers(case)):
            assert varied.label == "lawful"
            assert not varied.findings


def test_numbers_change_and_the_marks_follow() -> None:
    text = "欠款12,345.67元，2026年，打断你的腿"
    finding = Labelled(category="violence_threat", severity="block", start=19, end=24)
    case = Case(id="a", writer="w", text=text, label="violating", findings=(finding,))
    texts = set()
    for seed in range(20):
        varied = Augmenter([case], random.Random(seed))._filled(case)
        [found] = varied.findings
        assert varied.text[found.start : found.end] == "打断你的腿"
        texts.add(varied.text)
    assert len(texts) > 5


@given(st.text(min_size=1, max_size=60), st.integers(0, 1000), st.floats(0, 1))
def test_noise_tells_where_every_character_went(text: str, seed: int, rate: float) -> None:
    changed, place = noisy(text, [(0, len(text))], rate, random.Random(seed))
    assert len(place) == len(text) + 1
    assert place == sorted(place)
    assert place[-1] == len(changed)


def test_without_a_rate_nothing_changes() -> None:
    assert noisy("打断你的腿", [(0, 5)], 0.0, random.Random(1))[0] == "打断你的腿"


@pytest.mark.parametrize("frame", frames())
def test_a_frame_has_one_place_for_the_words(frame: str) -> None:
    assert frame.count("{}") == 1
