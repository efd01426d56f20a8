"""Laws of the whole way: what holds for every message."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings

from tests.strategies import texts
from tonecheck import Checker, Message, MessageError, Policy, Report
from tonecheck.message import message_from
from tonecheck.rules.ruleset import Sources
from tonecheck.shipped import shipped

THREAT = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。如已还款请忽略本短信。【示例银行】"


@given(texts.filter(lambda text: text.strip()))
@settings(max_examples=300)
def test_every_excerpt_is_what_stands_there(checker: Checker, text: str) -> None:
    report = checker.check(text)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.excerpt == text[finding.start : finding.end]
    starts = [finding.start for finding in report.findings]
    assert starts == sorted(starts)


@given(texts)
@example("违规")
@example("该案例已通报，相关人员被罚款，警方已报案")
@settings(max_examples=200)
def test_text_around_a_threat_never_makes_it_pass_unseen(checker: Checker, text: str) -> None:
    """Whatever stands in other sentences on other lines: a threat of ours is not clean."""
    report = checker.check(f"{text.replace(':', '').replace('：', '')}\n。\n{THREAT}")
    quoted_or_taught = any(mark in text for mark in "“「\"'‘『")
    assert report.decision == "block" or quoted_or_taught


@given(texts.filter(lambda text: text.strip()))
@settings(max_examples=100)
def test_a_lawful_sentence_added_never_softens_the_verdict(checker: Checker, text: str) -> None:
    order = {"pass": 0, "review": 1, "block": 2}
    alone = checker.check(text)
    together = checker.check(f"{text}\n{NOTICE}")
    assert order[together.decision] >= order[alone.decision] or not alone.complete


def test_batch_equals_single_and_keeps_order(checker: Checker) -> None:
    messages: list[str | Message] = [
        THREAT,
        NOTICE,
        Message(text="您好", id="x"),
        "你女儿放学挺早的",
    ]
    assert list(checker.check_many(messages)) == [checker.check(m) for m in messages]


def test_many_are_streamed(checker: Checker) -> None:
    def endless() -> Iterator[str]:
        while True:
            yield NOTICE

    reports = checker.check_many(endless())
    assert next(reports).decision == next(reports).decision == "pass"


def test_threads_share_a_checker(checker: Checker) -> None:
    with ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(checker.check, [THREAT, NOTICE] * 200))
    assert {report.decision for report in reports[::2]} == {"block"}
    assert {report.decision for report in reports[1::2]} == {"pass"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("您好，\ufffd\ufffd请还款", "garbled_text"),
        ("Please pay your loan", "unsupported_language"),
    ],
)
def test_what_was_not_examined_is_never_a_pass(checker: Checker, text: str, reason: str) -> None:
    report = checker.check(text)
    assert report.decision == "review"
    assert not report.complete
    assert reason in report.incomplete_because


def test_an_offence_in_garbled_text_is_still_found(checker: Checker) -> None:
    report = checker.check(f"們?nèi)粘I畹，{THREAT}")
    assert report.decision == "block"
    assert not report.complete


def test_asking_for_a_model_that_is_not_there_is_incomplete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_models(name: str) -> Path:
        if name == "models":
            raise FileNotFoundError(name)
        return shipped(name)

    monkeypatch.setattr("tonecheck.classifier.shipped_model.shipped", without_models)
    nothing = Policy(sources=Sources(with_shipped=False), evasion="off")
    report = Checker(nothing, model=True).check(NOTICE)
    assert report.incomplete_because == ("model_missing",)
    assert report.decision != "pass"
    assert Checker(nothing).check(NOTICE).complete
    assert Checker(nothing, model=False).check(NOTICE).complete


def test_the_law_of_the_day_decides_what_is_cited(checker: Checker) -> None:
    def cited(sent_at: str) -> list[str]:
        report = checker.check(message_from({"text": THREAT, "sent_at": sent_at}))
        return [basis.provision for finding in report.findings for basis in finding.basis]

    assert "psapl-2025-50-1-1" in cited("2026-01-01T10:00:00+08:00")
    assert "psapl-2012-42-1" in cited("2025-12-31T10:00:00+08:00")


def test_a_report_names_everything_it_depends_on(checker: Checker) -> None:
    versions = checker.check(NOTICE).versions
    assert versions.package
    assert versions.law == "2026-11-23"
    assert versions.model is None
    packs = {pack.version.name for pack in checker.ruleset.packs}
    assert {pack.name for pack in versions.packs} == packs | {"lexicons", "disguises"}
    assert all(len(pack.sha256) == 64 for pack in versions.packs)


def test_a_report_survives_json(checker: Checker) -> None:
    report = checker.check(THREAT)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


def test_importing_loads_no_model_library() -> None:
    code = "import sys, tonecheck; print([m for m in ('torch', 'transformers', 'jieba', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_warming_up_changes_no_verdict(checker: Checker) -> None:
    before = checker.check(THREAT)
    checker.warm_up()
    assert checker.check(THREAT) == before


def test_disguises_undone_are_named(checker: Checker) -> None:
    finding = checker.check("再不還錢就打斷你的腿").findings[0]
    assert finding.severity == "block"
    assert "traditional" in finding.evasion


@pytest.mark.parametrize(
    "unit", ["你", "打断", "不会", "“", "客户：", "打断你的腿，", "我们", "家 "]
)
def test_the_longest_message_is_examined_whole(checker: Checker, unit: str) -> None:
    """20,000 code points made to hurt: nothing is cut, and the offence at the end is found."""
    filler = (unit * 20_000)[: 20_000 - len(THREAT) - 3]
    report = checker.check(f"{filler}\n。\n{THREAT}")
    assert any(finding.start >= len(filler) for finding in report.findings)


@pytest.mark.parametrize("message", [None, 5, b"x", {"text": "弄死你"}])
def test_what_is_no_message_is_refused(checker: Checker, message: object) -> None:
    with pytest.raises(MessageError, match="text：应为文字"):
        checker.check(message)  # type: ignore[arg-type]


@pytest.mark.parametrize("messages", ["弄死你", b"x", Message(text="弄死你"), {"text": "弄死你"}])
def test_one_message_is_not_read_as_many(checker: Checker, messages: object) -> None:
    with pytest.raises(MessageError, match=r"请用 check 或写成 \[消息\]"):
        checker.check_many(messages)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("nòng sǐ ni", True),
        ("nong si ni quan jia, huan qian!", True),
        ("nmsl", True),
        ("cnm", True),
        ("nmsl, we will break your legs", False),
        ("pay now or nmsl", False),
        ("we will break your legs", False),
        ("nmsl, заплати или умрёшь", False),
    ],
)
def test_pinyin_that_was_undone_is_no_other_language(
    checker: Checker, text: str, complete: bool
) -> None:
    report = checker.check(text)
    assert report.complete is complete
    assert report.decision != "pass"
