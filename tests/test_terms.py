"""One message examined on the caller's terms; the checker's own stay as they are."""

import pytest

from tonecheck import Checker, Message, policy
from tonecheck.checker import LONGEST_REMEMBERED
from tonecheck.examination import Examination
from tonecheck.terms import Terms, TermsError
from tonecheck.text.automaton import Automaton

THREAT = "再不还钱就打断你的腿"


def test_allowed_for_one_message_only(checker: Checker) -> None:
    before = checker.check(THREAT)
    assert checker.check(THREAT, Terms(allow=("打断你的腿",))).decision == "pass"
    assert checker.check(THREAT) == before


def test_what_is_allowed_is_looked_up_in_one_list_for_all_messages(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[tuple[str, ...]] = []

    def building(words: tuple[str, ...], *, longest: bool = False) -> Automaton:
        built.append(words)
        return Automaton(words, longest=longest)

    monkeypatch.setattr(policy, "Automaton", building)
    for number in range(3):
        terms = Terms(allow=("打断你的腿话剧团",))
        assert checker.check(f"第{number}场：打断你的腿话剧团", terms).decision != "block"
    assert built == [("打断你的腿话剧团",)]


def test_long_lists_of_what_is_allowed_are_not_kept_with_verdicts(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    reading = checker.read

    def noted(message: Message, terms: Terms) -> Examination:
        read.append(message.text)
        return reading(message, terms)

    monkeypatch.setattr(checker, "read", noted)
    for many, times in ((3, 1), (LONGEST_REMEMBERED, 2)):
        read.clear()
        terms = Terms(allow=tuple(f"话剧{number}" for number in range(many)))
        assert checker.check(THREAT, terms) == checker.check(THREAT, terms)
        assert len(read) == times


def test_only_the_packs_asked_for_speak(checker: Checker) -> None:
    text = "再不还钱就打断你的腿，你这个老赖"
    everything = {finding.category for finding in checker.check(text).findings}
    threats = checker.check(text, Terms(packs=("violence_threat",)))
    assert {finding.category for finding in threats.findings} == {"violence_threat"} < everything
    assert threats.complete
    assert checker.check(text, Terms(packs=())).findings == ()


def test_evasion_for_one_message(checker: Checker) -> None:
    assert checker.check("再不还钱就弄4你").decision == "block"
    assert checker.check("再不还钱就弄4你", Terms(evasion="off")).decision == "pass"


def test_without_the_model_is_what_a_checker_without_says(
    checker: Checker, full_checker: Checker
) -> None:
    for text in (THREAT, "你女儿放学挺早吧", "您好，本期账单1,200元已出。【示例银行】"):
        alone, rules = full_checker.check(text, Terms(model=False)), checker.check(text)
        assert (alone.findings, alone.scores, alone.complete) == (rules.findings, {}, True)


def test_a_model_asked_for_that_is_not_there_is_incomplete(checker: Checker) -> None:
    asked = checker.check("您好", Terms(model=True))
    assert (asked.decision, asked.incomplete_because) == ("review", ("model_missing",))
    assert checker.check(THREAT, Terms(model=True)).decision == "block"
    for terms in (Terms(), Terms(model=False), Terms(evasion="strict")):
        assert checker.check("您好", terms).complete


def test_a_model_asked_for_that_is_there_changes_nothing(full_checker: Checker) -> None:
    for text in (THREAT, "您好，本期账单1,200元已出。【示例银行】"):
        asked = full_checker.check(text, Terms(model=True))
        assert asked == full_checker.check(text)
        assert asked.complete


@pytest.mark.parametrize("name", ["packs", "allow"])
def test_one_text_is_not_taken_for_many(name: str) -> None:
    with pytest.raises(TermsError, match=f"^{name}：应为多个文字"):
        Terms(**{name: "insult"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("terms", "field"),
    [(Terms(packs=("none_such",)), "packs"), (Terms(allow=("好", "\u200b")), r"allow\[1\]")],
)
def test_terms_that_cannot_be_met_are_refused(checker: Checker, terms: Terms, field: str) -> None:
    with pytest.raises(TermsError, match=field):
        checker.check(THREAT, terms)


def test_lists_are_as_good_as_tuples(checker: Checker) -> None:
    terms = Terms(packs=["insult"], allow=["打断"])  # type: ignore[arg-type]
    assert terms == Terms(packs=("insult",), allow=("打断",))
    assert checker.check("再不还钱就打断你的腿", terms).findings == ()


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(TermsError, match="evasion：应为 off、standard、strict 之一"):
        Terms(evasion="foo")  # type: ignore[arg-type]
