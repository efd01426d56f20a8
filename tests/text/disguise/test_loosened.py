"""Loosening: what lies between, beside and inside characters, with a map back."""

import pytest
from hypothesis import given

from tests.strategies import texts
from tonecheck.text.disguise.loosened import Loosened, Loosener, respelled

LOOSENER = Loosener({"歹匕": "死", "氵皮": "泼"})


def forms(text: str) -> list[str]:
    return [form.text for form in LOOSENER.variants(text)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("打-断", "打断"),
        ("弄死死你", "弄死你"),
        ("杀杀杀了你", "杀了你"),
        ("歹匕全家", "死全家"),
        ("氵皮油漆", "泼油漆"),
        ("拿🔪来", "拿刀来"),
        ("打🌟断", "打断"),
        ("打丨断", "打断"),
    ],
)
def test_forms(text: str, read: str) -> None:
    assert read in forms(text)


@pytest.mark.parametrize("text", ["t.u.i", "tu1--i4", "t-u-i"])
def test_syllables_are_read_past_what_tears_them(text: str) -> None:
    [form] = LOOSENER.variants(text)
    assert len(form.text) < len(text) - 1
    assert set(form.marks.values()) == {"pinyin"}


@pytest.mark.parametrize("text", ["请还款，否则起诉", "一、二、三", "尾号 1234", "您好"])
def test_ordinary_writing_is_not_loosened(text: str) -> None:
    assert forms(text) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("打-断-你-腿", "打断你腿"),
        ("打 断 你 的 腿，别 跑 了 啊", "打断你的腿，别跑了啊"),
        ("打。断。你。的。腿", "打断你的腿"),
        ("nong-死-你-们-全", "nong死你们全"),
        ("我-把-你- nong -死", "我把你 nong 死"),
    ],
)
def test_spelt_stretches_are_joined(text: str, read: str) -> None:
    form = respelled(text)
    assert form is not None
    assert form.text == read


@pytest.mark.parametrize("text", ["通 知", "甲、乙", "周一-周五", "2026-11-26", "1 2 3 4 5"])
def test_headings_lists_and_dates_are_not_spelt(text: str) -> None:
    assert respelled(text) is None


@given(texts)
def test_every_character_knows_where_it_came_from(text: str) -> None:
    spelt = respelled(text)
    for form in (*LOOSENER.variants(text), *([spelt] if spelt else [])):
        _check_map(text, form)


def _check_map(text: str, form: Loosened) -> None:
    assert len(form.begin) == len(form.finish) == len(form.text)
    for index, char in enumerate(form.text):
        source = text[form.begin[index] : form.finish[index]]
        assert source
        assert char == source or index in form.marks
    assert list(form.begin) == sorted(form.begin)
