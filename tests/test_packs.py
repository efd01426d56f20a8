"""The shipped packs as a whole."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.rules.packs import write_pack
from tonecheck import Checker, Message
from tonecheck.categories import CATEGORIES
from tonecheck.cli.own_words import unlawful_texts
from tonecheck.judge import basis_on
from tonecheck.policy import Policy
from tonecheck.rules.coverage import Watched, read_unwatched, watch
from tonecheck.rules.grounds import Grounds, suggestion
from tonecheck.rules.rule import Rule
from tonecheck.rules.ruleset import Sources
from tonecheck.shipped import shipped

HINTS_TO_BORROW = {
    f"coercive_funding/{name}"
    for name in (
        "new_loan_hint",
        "relatives_hint",
        "sell_hint",
        "for_sale",
        "other_peoples_money",
        "topic",
    )
}


def test_every_category_has_rules(checker: Checker) -> None:
    assert {rule.category for rule in checker.ruleset.rules} == set(CATEGORIES)


def test_lawful_examples_and_suggestions_pass_every_rule(checker: Checker) -> None:
    assert list(unlawful_texts(checker)) == []


def test_every_rule_suggests_something_and_has_its_pair(checker: Checker) -> None:
    for rule in checker.ruleset.rules:
        assert rule.suggest, rule.id
        assert rule.flag, rule.id
        assert rule.passes, rule.id


@pytest.mark.parametrize(
    "day", [date(2026, 11, 23), date(2026, 1, 1), date(2025, 12, 31), date(2022, 6, 1)]
)
def test_every_finding_has_law_on_the_day(checker: Checker, day: date) -> None:
    """But for polite hints to borrow: nothing citable spoke of them before 2026-01-30."""
    rules = [rule for rule in checker.ruleset.rules if rule.severity != "info"]
    without = {
        rule.id for rule in rules if not basis_on(rule.basis, day, checker.ruleset.catalogue)
    }
    assert without == (HINTS_TO_BORROW if day < date(2026, 1, 30) else set())


def test_nothing_is_cited_twice(checker: Checker) -> None:
    """Different provisions of a document of which only the title may be cited read alike."""
    for rule in checker.ruleset.rules:
        cited = [one.cite for one in checker.basis(rule.id, date(2026, 11, 23))]
        assert len(cited) == len(set(cited)), rule.id
    both = ("cba2026-frequency", "gbt45251-5.3-freq-interactive", "cba2026-time")
    basis = basis_on(both, date(2026, 11, 23), checker.ruleset.catalogue)
    assert [one.provision for one in basis] == list(both[:2])


def test_every_prohibition_is_watched_or_explained(checker: Checker) -> None:
    reasons = read_unwatched(shipped("rules") / "law" / "unwatched.yaml")
    watched = watch(checker.ruleset.rules, checker.ruleset.catalogue, reasons)
    assert _ids(entry for entry in watched if not entry.rules and not entry.why_not) == []
    assert _ids(entry for entry in watched if entry.rules and entry.provision.id in reasons) == []
    known = {entry.provision.id for entry in watched}
    assert sorted(reasons.keys() - known) == []


def _ids(entries: Iterable[Watched]) -> list[str]:
    return [entry.provision.id for entry in entries]


def test_what_is_suggested_to_a_third_party_tells_of_no_debt(full_checker: Checker) -> None:
    ruleset = full_checker.ruleset
    cited: tuple[Rule | Grounds, ...] = (*ruleset.rules, *ruleset.grounds.values())
    for text in {suggestion(one, "third_party") for one in cited}:
        assert text
        assert not re.search("逾期|欠款|还款|账单|分期|贷款|协商", text)
        report = full_checker.check(Message(text=text, recipient="third_party"))
        assert (report.decision, report.findings) == ("pass", ()), text


def test_the_suggestion_speaks_to_who_receives_the_message(checker: Checker) -> None:
    threat = "再不还钱就打断你的腿"
    to_debtor = checker.check(Message(text=threat)).findings
    to_others = checker.check(Message(text=threat, recipient="third_party")).findings
    rule = checker.ruleset.rule(to_debtor[0].rule)
    assert rule is not None
    assert to_debtor[0].suggestion == rule.suggest
    assert rule.suggest not in {one.suggestion for one in to_others}


def test_own_rules_say_what_they_mean_to_everybody(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, "match: 打到<你>崩溃\nsuggest: 请回电客服。")
    own = Checker(Policy(sources=Sources(packs=(pack,))), model=False)
    found = own.check(Message(text="天天打到你崩溃", recipient="third_party")).findings
    assert "请回电客服。" in {one.suggestion for one in found}
