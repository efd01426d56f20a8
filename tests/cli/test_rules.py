"""``rules``, ``explain`` and ``eval``."""

import json
from pathlib import Path

import pytest

from tests.cli.running import invoked, tonecheck
from tests.rules.packs import write_pack
from tonecheck import Checker


def test_every_rule_is_listed(checker: Checker) -> None:
    done = invoked("rules", "list")
    assert all(rule.id in done.stdout.decode() for rule in checker.ruleset.rules)


def test_a_category_can_be_listed_alone(checker: Checker) -> None:
    out = invoked("rules", "list", "--category", "violence_threat").stdout.decode()
    listed = [line for line in out.splitlines() if "/" in line]
    assert listed
    assert all(line.startswith("violence_threat/") for line in listed)


def test_a_rule_is_shown_as_its_file_writes_it(checker: Checker) -> None:
    for rule in (checker.ruleset.rules[0], checker.ruleset.rules[-1]):
        out = invoked("rules", "show", rule.id).stdout.decode()
        others = [other.id for other in checker.ruleset.rules if other is not rule]
        assert f"id: {rule.id}" in out
        assert "examples:" in out
        assert not any(f"id: {other}\n" in out for other in others)


@pytest.mark.parametrize("command", [["explain"], ["rules", "show"]])
def test_what_the_model_says_can_be_looked_up_too(command: list[str]) -> None:
    done = invoked(*command, "model/insult")
    assert done.returncode == 0
    assert "贬低" in done.stdout.decode()


def test_explain_says_why_law_with_dates_examples_and_wording(checker: Checker) -> None:
    rule = next(r for r in checker.ruleset.rules if "psapl-2025-50-1-1" in r.basis)
    out = invoked("explain", rule.id).stdout.decode()
    for said in (
        rule.why,
        rule.suggest or "",
        rule.suggest_third_party or "",
        rule.flag[0].message.text,
        rule.passes[0].message.text,
    ):
        assert said in out
    assert "《治安管理处罚法》第五十条第一款第一项  [2026-01-01 起施行]" in out
    assert "2025-12-31" in out


@pytest.mark.parametrize("command", [["explain"], ["rules", "show"]])
def test_an_unknown_rule_names_the_nearest(checker: Checker, command: list[str]) -> None:
    rule_id = checker.ruleset.rules[0].id
    done = invoked(*command, rule_id[:-1])
    assert done.returncode == 2
    assert rule_id in done.stderr.decode()


def test_the_shipped_rules_prove_themselves() -> None:
    done = invoked("rules", "test")
    assert done.returncode == 0, done.stdout.decode()
    assert done.stdout.decode().strip().endswith("0 个问题")


def _refused(folder: Path, rule: str) -> str:
    """What `rules test` says of an own rule with which nothing is checked."""
    write_pack(folder, rule)
    alone = "shipped-packs = false\npacks = ['mine.yaml']"
    (folder / "tonecheck.toml").write_text(alone, "utf-8")
    done = tonecheck("rules", "test", cwd=folder)
    assert done.returncode == 1
    assert tonecheck("check", "-", given="好".encode(), cwd=folder).returncode == 2
    return done.stdout.decode()


def test_a_contradicted_rule_is_reported_with_its_line(tmp_path: Path) -> None:
    said = _refused(tmp_path, "match: 打到你崩溃\nexamples: {flag: [好], pass: [您好]}")
    assert "mine.yaml:" in said


def test_a_suggestion_that_would_be_flagged_is_reported_with_its_line(tmp_path: Path) -> None:
    body = (
        "match: 打到你崩溃\nsuggest: 我们会打到你崩溃\nexamples: {flag: [打到你崩溃], pass: [您好]}"
    )
    said = _refused(tmp_path, body)
    assert "mine.yaml:6: suggest：合规的文字被 harassment/mine 标出" in said


def test_coverage_answers_for_every_prohibition_and_duty() -> None:
    out = invoked("rules", "coverage").stdout.decode()
    assert "psapl-2025-50-1-1" in out
    assert "没有规则：\n" not in out


def test_eval_reports_shares_with_intervals(tmp_path: Path) -> None:
    cases = [
        {
            "id": "1",
            "writer": "t",
            "text": "打断你的腿",
            "label": "violating",
            "findings": [
                {"category": "violence_threat", "severity": "block", "start": 0, "end": 5}
            ],
        },
        {
            "id": "2",
            "writer": "t",
            "text": "您好，请还款【示例银行】",
            "label": "lawful",
            "findings": [],
        },
    ]
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in cases), "utf-8")
    out = invoked("eval", corpus, "--show-errors").stdout.decode()
    assert "违规消息召回        100.0% [20.7%, 100.0%] (1/1)" in out
    assert "合规消息被标出      0.0% [0.0%, 79.3%] (0/1)" in out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "1"}', "writer"),
        (
            '{"id":"1","writer":"t","text":"好","label":"lawful","findings":[{"category":"insult","severity":"warn","start":0,"end":1}]}',
            "label",
        ),
        (
            '{"id":"1","writer":"t","text":"好","label":"violating","findings":[{"category":"insult","severity":"warn","start":0,"end":9}]}',
            "超出",
        ),
    ],
)
def test_a_wrong_corpus_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(line, "utf-8")
    done = invoked("eval", corpus)
    assert done.returncode == 2
    assert "c.jsonl:1" in done.stderr.decode()
    assert says in done.stderr.decode()
