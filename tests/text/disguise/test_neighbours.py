"""Who stands beside whom in messages, and what that says of a character written for another."""

import pytest

from tonecheck import Checker
from tonecheck.evaluate.corpus import read_cases
from tonecheck.shipped import shipped
from tonecheck.terms import Terms
from tonecheck.text.disguise.neighbours import BORDER, FAMILIAR, around, familiar, familiarity
from tonecheck.text.disguise.tables import read_neighbours
from tonecheck.training.neighbours import CORPUS, counted, texts


def test_what_is_written_often_is_more_familiar_than_what_is_not() -> None:
    often, seldom, never = (familiarity(*pair) for pair in ("欠款", "欠他", "欠翟"))
    assert often is not None
    assert seldom is not None
    assert often > seldom > 0 == never


def test_words_of_the_dictionary_are_familiar_though_no_message_has_them() -> None:
    assert familiarity("饕", "餮") == FAMILIAR


@pytest.mark.parametrize("mark", ["", "，", ",", "。", "\n", " ", "”"])
def test_every_mark_and_the_edge_of_a_text_is_a_border(mark: str) -> None:
    assert familiarity(mark, "请") == familiarity(BORDER, "请")
    assert familiarity("吧", mark) == familiarity("吧", BORDER)


@pytest.mark.parametrize("pair", [("欠", "3"), ("a", "款"), ("，", "。"), ("", "")])
def test_nothing_is_told_of_digits_letters_and_two_borders(pair: tuple[str, str]) -> None:
    assert familiarity(*pair) is None


def test_a_character_is_told_by_those_around_it() -> None:
    assert around("欠3", 0, "欠") == [familiarity("", "欠")]
    assert sum(around("打断你的推。", 4, "腿")) > sum(around("打断你的推。", 4, "推"))
    assert familiar("逾期") > familiar("鱼期")
    assert familiar("1") == 0


def test_a_table_says_who_was_seen_twice_and_how_often() -> None:
    table = counted(["欠款。", "欠款8", "欠款", "欠款", "欠了欠了"])
    assert read_neighbours(table) == {
        "欠": ("款了", bytes([3, 2])),
        "款": (BORDER, bytes([2])),
        BORDER: ("欠", bytes([3])),
    }


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("再不还钱我就杂你的店", "杂你的店"),
        ("开大喇,叭念你的名字", "大喇,叭念你的名"),
        ("不还就让你坐，牢", "坐，牢"),
        ("不还就拘！留你", "不还就拘！留"),
        ("您的征;信黑了，结婚都成问题", "征;信黑了，结婚都"),
    ],
)
def test_what_is_out_of_place_is_read_as_what_was_meant(
    checker: Checker, text: str, excerpt: str
) -> None:
    assert checker.check(text, Terms(evasion="off")).decision == "pass"
    found = [one.excerpt for one in checker.check(text).findings if one.evasion]
    assert excerpt in found


@pytest.mark.parametrize(
    "text",
    [
        "先还钱，包括利息一共三百元。",
        "我来开门，牌子挂在外面就行。",
        "票已出，门口集合，别忘了带身份证。",
        "请坐，牢记安全须知后再签字。",
        "这家店铺杂货很多，你的店也不错。",
    ],
)
def test_clauses_that_meet_are_no_words(checker: Checker, text: str) -> None:
    assert checker.check(text).findings == ()


def test_the_shipped_table_is_that_of_the_training_messages() -> None:
    table = counted(texts(read_cases(sorted(CORPUS.glob("*.jsonl")))))
    assert table == (shipped("rules") / "disguises" / "neighbours.txt").read_text("utf-8")


@pytest.mark.parametrize("text", ["打", "断", "打断", "a", "1", "，", "杂", "杂你", "你杂"])
def test_a_character_or_two_say_nothing(checker: Checker, text: str) -> None:
    assert checker.check(text, Terms(evasion="strict")).findings == ()
