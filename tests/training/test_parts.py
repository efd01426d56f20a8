"""Which sentences are taught by themselves, and as what."""

import random
from pathlib import Path

import pytest

from tonecheck.evaluate.corpus import Case, Labelled, read_cases
from tonecheck.training.augment import Augmenter
from tonecheck.training.parts import sentences_alone

TRAIN = Path(__file__).parents[2] / "corpus" / "train"


def _case(text: str, *marked: str, kind: str = "ordinary", channel: str = "sms") -> Case:
    findings = tuple(
        Labelled(
            category="violence_threat",
            severity="block",
            start=text.index(words),
            end=text.index(words) + len(words),
        )
        for words in marked
    )
    return Case(
        id="w0-1",
        writer="w0",
        kind=kind,
        text=text,
        channel=channel,
        label="violating" if findings else "lawful",
        findings=findings,
    )


def test_every_sentence_of_a_lawful_message_is_lawful() -> None:
    parts = sentences_alone(_case("您的账单已到期。请于今日还款！谢谢。"))
    assert [(part.text, part.label) for part in parts] == [
        ("您的账单已到期。", "lawful"),
        ("请于今日还款！", "lawful"),
    ]


def test_of_a_violating_message_the_sentence_that_offends() -> None:
    [part] = sentences_alone(
        _case("您好王先生。再不还打断你的腿。请尽快。", "打断你的腿", kind="plain")
    )
    assert part.text == "再不还打断你的腿。"
    assert [part.text[f.start : f.end] for f in part.findings] == ["打断你的腿"]


@pytest.mark.parametrize(
    "case",
    [
        _case("请还款，谢谢您"),
        _case(
            "你女儿放学挺早吧。路上要注意安全。", "你女儿放学挺早吧。路上要注意安全", kind="hint"
        ),
        _case("有人说打断你的腿。请保留证据报警。", kind="hard"),
        _case("坐席：您好，请还款。\n客户：打断你的腿。", channel="voice_script"),
    ],
    ids=["one sentence", "an offence of two", "hard", "a transcript"],
)
def test_none_where_a_sentence_alone_may_be_something_else(case: Case) -> None:
    assert sentences_alone(case) == []


def test_the_augmenter_shows_some_of_them() -> None:
    cases = list(read_cases([TRAIN / "w14.jsonl"]))
    augmenter = Augmenter(cases, random.Random(1))
    several = [case for case in cases if sentences_alone(case)]
    shown = [augmenter.variation(case) in sentences_alone(case) for case in several]
    assert 0.3 < sum(shown) / len(shown) < 0.7
