"""The linear half: long messages do not drown what it knows."""

from pathlib import Path

import numpy as np
import pytest

from tests.classifier.tiny import counted, tokenizer
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.linear import OUTPUTS, Fitted, Linear, Said, windows, write
from tonecheck.classifier.ngrams import Counting
from tonecheck.message import Message
from tonecheck.text.reading import Reading

ENCODING = Encoding(tokenizer())


def _counted(text: str) -> set[int]:
    return counted(Counting.of(Message(text=text), ENCODING.pieces(Reading(text))), text)


@pytest.fixture(scope="module")
def linear(tmp_path_factory: pytest.TempPathFactory) -> Linear:
    path = tmp_path_factory.mktemp("phrases") / "phrases.npz"
    told = dict.fromkeys(_counted("打断你"), 2.0) | dict.fromkeys(_counted("感谢"), -1.0)
    neutral = _counted("请您核对账单。本月十日前还清。谢谢配合的腿支持")
    known = np.array(sorted({*told, *neutral}), np.uint32)
    weights = np.zeros((len(known), len(OUTPUTS)))
    weights[:, 0] = [told.get(int(one), 0.0) for one in known]
    write(path, Fitted(known, weights, [0.5] * len(OUTPUTS), np.ones(len(known))))
    return Linear(path)


def _said(linear: Linear, text: str, **fields: str) -> Said:
    message = Message(text=text, **fields)  # type: ignore[arg-type]
    reading = Reading.of(message)
    return linear.scores(message, reading, ENCODING.pieces(reading))


def _score(linear: Linear, text: str, **fields: str) -> float:
    return float(_said(linear, text, **fields).strongest[0])


def test_what_is_said_elsewhere_takes_little_from_the_strongest(linear: Linear) -> None:
    alone = _score(linear, "打断你的腿。")
    assert alone > 2.5
    thanks = "感谢您的支持。" * 30
    assert _score(linear, f"{thanks}打断你的腿。{thanks}") > 1.5
    assert _score(linear, thanks) < 0.5


def test_the_whole_is_of_all_our_words(linear: Linear) -> None:
    threat = "打断你的腿。"
    around = "请您核对账单。本月十日前还清。谢谢配合。"
    said = _said(linear, around + threat + around)
    assert 0.5 < said.whole[0] < said.strongest[0] < _said(linear, threat).whole[0] + 1e-9
    asked = _said(linear, f"坐席：{around}\n客户：{threat}", channel="voice_script")
    assert asked.whole[0] == pytest.approx(0.5, abs=0.2)


def test_repeating_a_text_changes_nothing_of_the_whole(linear: Linear) -> None:
    once, twice = (_said(linear, "打断你的腿。" * times).whole[0] for times in (2, 7))
    assert once == pytest.approx(twice)


def test_what_learning_has_not_seen_says_nothing(linear: Linear) -> None:
    said = _said(linear, "放学")
    assert said.whole[0] == pytest.approx(0.5)


def test_a_part_is_read_as_if_it_stood_alone(linear: Linear) -> None:
    text, threat = "请您核对账单。打断你的腿。", "打断你的腿。"
    message = Message(text=text)
    start = text.index(threat)
    part = linear.part_scores(message, ENCODING.pieces(Reading.of(message), (start, len(text))))
    assert part.whole[0] == pytest.approx(_said(linear, threat).whole[0])


def test_the_customers_words_do_not_count(linear: Linear) -> None:
    script = "坐席：您好。\n客户：打断你的腿。"
    assert _score(linear, script, channel="voice_script") == pytest.approx(0.5, abs=0.6)


def test_windows_are_two_sentences_in_a_row_of_ours() -> None:
    message = Message(text="坐席：甲。乙。\n客户：丙。\n坐席：丁。", channel="voice_script")
    reading = Reading.of(message)
    shown = [reading.text[start:end] for start, end in windows(reading)]
    assert all("丙" not in words for words in shown)
    assert any("甲" in words and "乙" in words for words in shown)
    assert any("丁" in words for words in shown)


def test_a_file_of_another_size_is_refused(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "p.npz",
        known=np.arange(4, dtype=np.uint32),
        weights=np.zeros((4, 2), np.int8),
        scale=np.ones(2),
        bias=np.ones(2),
        rarity=np.ones(4),
    )
    with pytest.raises(ValueError, match=r"p\.npz"):
        Linear(tmp_path / "p.npz")
