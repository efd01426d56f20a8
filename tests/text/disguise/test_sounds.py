"""Sounds: what is said alike is coded alike."""

import pytest

from tonecheck.text.disguise.sounds import codings, initials, sound_table, spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [("杀", "鲨"), ("死", "是"), ("弄", "农"), ("很", "横"), ("南", "蓝"), ("四", "4")],
)
def test_tone_and_region_are_set_aside(one: str, other: str) -> None:
    assert one.translate(sound_table()) == other.translate(sound_table())


@pytest.mark.parametrize(("one", "other"), [("死", "活"), ("打", "他"), ("腿", "嘴")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert one.translate(sound_table()) != other.translate(sound_table())


def test_a_word_is_coded_in_all_its_readings() -> None:
    assert "海款".translate(sound_table()) in codings("还款")
    assert "环款".translate(sound_table()) in codings("还款")


@pytest.mark.parametrize(
    ("run", "syllables"),
    [
        ("nongsini", ["nong", "si", "ni"]),
        ("nong4si3ni3", ["nong4", "si3", "ni3"]),
        ("xian", ["xian"]),
        ("lv", ["lv"]),
    ],
)
def test_pinyin_is_cut_into_syllables(run: str, syllables: list[str]) -> None:
    assert [run[start:end] for start, end, _ in spelled(run) or ()] == syllables


@pytest.mark.parametrize("run", ["app", "wifi", "tmd", "x", "n" * 40, "ok", "b2"])
def test_what_is_not_pinyin_is_left_alone(run: str) -> None:
    assert spelled(run) is None


def test_the_sound_of_pinyin_is_that_of_its_character() -> None:
    assert [code for _, _, code in spelled("si") or ()] == ["死".translate(sound_table())]
    assert initials("死") == "s"
