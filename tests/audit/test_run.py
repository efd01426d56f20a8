"""Whole audits: what was planted is found, in any order and by any number of workers; nothing else leaves."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from benchmarks.archives import Archive, archive, write

from tests.audit.archives import (
    THREAT,
    audited,
    digests,
    findings_of,
    left_out,
    parquet,
    patterns_of,
    rows_of,
)
from tonecheck import Checker, Message
from tonecheck.text.blanks import Blanked

MESSAGES = 5000
FIRST = 3000
"""How many of them are in one file; the rest is in another."""


@pytest.fixture(scope="module")
def whole() -> Archive:
    return archive(MESSAGES, 150, odd=0.02, distinct=0.01)


@pytest.fixture(scope="module")
def folder(whole: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive")
    write(whole.table.slice(0, FIRST), made / "b.parquet", rows=900)
    write(whole.table.slice(FIRST), made / "a.parquet", rows=700)
    return made


@pytest.fixture(scope="module")
def out(folder: Path, checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive audited by one worker."""
    results = tmp_path_factory.mktemp("results") / "out"
    audited(checker, results, folder / "a.parquet", folder / "b.parquet", workers=1)
    return results


@pytest.fixture(scope="module")
def told(out: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return read


def test_everything_planted_is_found(
    whole: Archive, checker: Checker, out: Path, told: dict[str, Any]
) -> None:
    assert told["messages"] == MESSAGES
    found: dict[str, set[str]] = {}
    for row in findings_of(out):
        found.setdefault(row["message"], set()).add(row["rule"])
    texts = dict(zip(whole.table["编号"].to_pylist(), whole.table.to_pylist(), strict=True))
    for key in whole.truth.offences:
        row = texts[key]
        report = checker.check(
            Message(
                text=row["短信内容"],
                channel=row["渠道"],
                recipient=row["接收人类型"],
                sent_at=row["发送时间"],
            )
        )
        assert found.get(key, set()) == {finding.rule for finding in report.findings}
    known = [
        key
        for key, category in whole.truth.offences.items()
        if category in {rule.split("/")[0] for rule in found.get(key, ())}
    ]
    assert len(known) > len(whole.truth.offences) // 4  # hints are for the model, which is not here
    quiet = {key for row in patterns_of(out, "quiet_hours") for key in row["messages"]}
    assert quiet == whole.truth.quiet
    calls = patterns_of(out, "frequency")
    assert sorted(row["count"] for row in calls) == sorted(whole.truth.frequent.values())
    assert {row["day"] for row in calls} == {day for _, day in whole.truth.frequent}
    others = patterns_of(out, "third_party")
    assert sorted(row["count"] for row in others) == sorted(whole.truth.third_parties.values())
    contacts = told["contacts"]
    assert contacts["quiet_hours"]["contacts"] == len(whole.truth.quiet)
    assert contacts["frequency"]["person_days"] == len(whole.truth.frequent)
    rising = patterns_of(out, "escalation")
    planted = {tuple(one) for one in _threads(whole)}
    assert planted <= {tuple(row["messages"]) for row in rising}


def _threads(whole: Archive) -> list[list[str]]:
    by_person: dict[str, list[tuple[datetime, str]]] = {}
    for row in whole.table.to_pylist():
        if row["客户编号"] in whole.truth.rising:
            by_person.setdefault(row["客户编号"], []).append((row["发送时间"], row["编号"]))
    return [[key for _, key in sorted(thread)] for thread in by_person.values()]


def test_no_example_leaves_where_nobody_knows_who_got_it(checker: Checker, tmp_path: Path) -> None:
    """Five messages may all be one person's."""
    source = parquet(tmp_path / "a.parquet", rows_of(*["老王你个畜生"] * 5))
    audited(checker, tmp_path / "out", source)
    assert "老王" not in written_in(tmp_path / "out")


def test_order_and_workers_change_nothing(
    folder: Path, checker: Checker, out: Path, tmp_path: Path
) -> None:
    names: list[Path | str] = [
        folder / "b.parquet",
        folder / "a.parquet",
        str(folder / "*.parquet"),
    ]
    audited(checker, tmp_path / "out", *names, workers=3)
    assert digests(tmp_path / "out") == digests(out)


ABOUT_ONE = {
    "再不还500元就打断你的腿，身份证31010419880304521X，是你吧？": ["31010419880304521X"],
    "你住阳光花园5栋2单元301，没说错吧？我在你家喊：老赖": ["阳光", "5栋", "单元301"],
    "听说你腿上那根钢钉还没取？月底的款别忘了。你爸心脏放过支架，经得起吓吗": ["钢钉", "支架"],
    "我打电话给你们鼎盛纸箱厂的前台，让你领导评评理": ["鼎盛", "纸箱"],
}
"""Texts, and what in each of them is nobody's business."""
TEMPLATE = "贵户再不处理，就让老赖两个字贴满小区"


def test_no_text_leaves_unless_asked(checker: Checker, tmp_path: Path) -> None:
    texts = [*ABOUT_ONE, *list(ABOUT_ONE) * 5, *[TEMPLATE] * 5]
    phones = ["13800001111"] * (len(texts) - 5) + [f"1380000111{number}" for number in range(5)]
    source = parquet(tmp_path / "a.parquet", rows_of(*texts, 手机号=phones))
    audited(checker, tmp_path / "without", source)
    audited(checker, tmp_path / "with", source, include_text=True)
    private = {word for words in ABOUT_ONE.values() for word in words}
    for out, told in (("with", private), ("without", set())):
        written = written_in(tmp_path / out)
        assert {word for word in private if word in written} == told
        assert "13800001111" not in written
        assert "打断你的腿" in written
        assert TEMPLATE in written  # five got it: it is nobody's own
    assert {row["text"] for row in findings_of(tmp_path / "with")} == {*ABOUT_ONE, TEMPLATE}
    for row in findings_of(tmp_path / "without"):
        assert "text" not in row
        assert row["excerpt"]


NAMING = (
    "李晓华，你老公王建国在城东小学教书，今晚不还钱我就去找他",
    "再不还钱就联系王建国处理，微信号lxh_1990，打断你的腿",
    "请转告李晓华尽快还某某银行的钱，不然弄死他",
)


def test_nobody_is_named_even_where_many_got_it(checker: Checker, tmp_path: Path) -> None:
    texts = [text for text in NAMING for _ in range(6)]
    columns = {
        "短信内容": texts,
        "发送时间": ["2026-03-02T23:00:00+08:00"] * len(texts),
        "手机号": [f"1380000{number:04}" for number in range(len(texts))],
        "渠道": ["短信"] * (len(texts) - 1) + [NAMING[0]],
    }
    told = audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", columns))
    assert left_out(told) == {"unknown_channel": 1}
    written = written_in(tmp_path / "out")
    for private in ("李晓华", "王建国", "城东", "lxh_1990", "某某银行", *NAMING):
        assert private not in written
    found = {row["rule"] for row in findings_of(tmp_path / "out")}
    assert "contact_time/sent_at_night_pressing" in found
    assert "弄死他" in written


def written_in(out: Path) -> str:
    """Everything that can be read in the files of a folder, names included."""
    texts = []
    for file in out.rglob("*"):
        texts.append(file.name)
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            texts += map(str, [table.to_pylist(), table.schema, table.schema.metadata])
        elif file.is_file():
            texts.append(file.read_bytes().decode())
    return "\n".join(texts)


def test_the_spreadsheet_runs_no_formula(checker: Checker, tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", rows_of(THREAT, 坐席=['=HYPERLINK("http://x","y")']))
    audited(checker, tmp_path / "out", source)
    data = (tmp_path / "out" / "findings.csv").read_bytes()
    assert data.startswith("\ufeff".encode())
    assert "'=HYPERLINK(" in data.decode()
    assert data.decode().count("\n") == 1 + len(findings_of(tmp_path / "out"))


def test_the_spreadsheet_writes_times_by_rfc_3339(checker: Checker, tmp_path: Path) -> None:
    audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", rows_of(THREAT)))
    assert '"2026-03-02T10:00:00+08:00"' in (tmp_path / "out" / "findings.csv").read_text("utf-8")


def test_the_law_is_that_of_the_day(checker: Checker, tmp_path: Path) -> None:
    columns = {
        "内容": [THREAT, THREAT],
        "时间": ["2025-12-31T23:59:59+08:00", "2025-12-31T16:00:00+00:00"],
    }
    audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", columns))
    cited = [
        {one["provision"].split("-")[1] for one in row["basis"] if "psapl" in one["provision"]}
        for row in findings_of(tmp_path / "out")
        if row["category"] == "violence_threat"
    ]
    assert cited == [{"2012"}, {"2025"}]


def test_templates_are_counted(whole: Archive, told: dict[str, Any]) -> None:
    sent = Counter(Blanked(text).text for text in whole.table["短信内容"].to_pylist())
    assert told["templates_total"] == len(sent)
    often = sorted(sent.values(), reverse=True)
    for one in told["templates"]:
        assert one["messages"] <= one["sent"] <= often[0]
        assert one["sent"] in often
        assert one["compared"]["stands_out"] <= (one["sent"] >= 30)
    assert any(one["compared"]["stands_out"] for one in told["templates"])


def test_everything_adds_up(told: dict[str, Any]) -> None:
    assert sum(told["decisions"].values()) == told["messages"]
    assert sum(map(sum, told["hours"]["messages"])) == told["messages"]
    assert sum(one["messages"] for one in told["months"]) == told["messages"]
    assert sum(one["messages"] for one in told["days"]) == told["messages"]
    assert sum(one["messages"] for one in told["senders"]) == told["messages"]
    days = [date.fromisoformat(one["day"]) for one in told["days"]]
    assert days == sorted(days)
    assert days[-1] - days[0] < timedelta(days=90)
    night = {one["name"] for one in told["senders"] if one["stands_out"]}
    assert {"坐席000", "坐席001"} <= night
