"""The linear half: what it counts, and that long messages do not drown it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifier.ngrams import (
    BUCKETS,
    OUTPUTS,
    Fitted,
    Grams,
    Linear,
    Said,
    windows,
    write,
)
from tonecheck.message import Message
from tonecheck.text.reading import Reading

CHINESE = st.text(alphabet="您好还钱，。\n女儿放学😀a1", min_size=1, max_size=60)


@given(CHINESE, st.data())
def test_a_stretch_has_the_n_grams_it_would_have_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    alone = Grams(text[start:end]).within(0, end - start)
    assert np.array_equal(Grams(text).within(start, end), alone)


def test_every_n_gram_up_to_three_is_counted_once() -> None:
    assert len(Grams("还钱还钱").within(0, 4)) == 2 + 2 + 2


@pytest.fixture(scope="module")
def linear(tmp_path_factory: pytest.TempPathFactory) -> Linear:
    path = tmp_path_factory.mktemp("phrases") / "phrases.npz"
    weights = np.zeros((BUCKETS, len(OUTPUTS)))
    weights[Grams("打断你").within(0, 3), 0] = 2.0
    weights[Grams("感谢").within(0, 2), 0] = -1.0
    write(path, Fitted(weights, [0.5] * len(OUTPUTS), np.ones(BUCKETS)))
    return Linear(path)


def _said(linear: Linear, text: str, **fields: str) -> Said:
    message = Message(text=text, **fields)  # type: ignore[arg-type]
    return linear.scores(message, Reading.of(message))


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


def test_a_part_is_read_as_if_it_stood_alone(linear: Linear) -> None:
    text, threat = "请您核对账单。打断你的腿。", "打断你的腿。"
    message = Message(text=text)
    start = text.index(threat)
    part = linear.scores(message, Reading.of(message), (start, len(text)))
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
        weights=np.zeros((4, 2), np.int8),
        scale=np.ones(2),
        bias=np.ones(2),
        rarity=np.ones(4),
    )
    with pytest.raises(ValueError, match=r"p\.npz"):
        Linear(tmp_path / "p.npz")
