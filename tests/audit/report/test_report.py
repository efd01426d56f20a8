"""The report: its numbers are those of the results, and nothing a message says becomes markup."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.audit.archives import NOTICE, THREAT, audited, parquet, rows_of
from tests.audit.report.pages import Page, read_page
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.report.writing import rendered, write_report
from tonecheck.audit.results import Results
from tonecheck.law.catalogue import Catalogue

SECTIONS = ["scope", "verdicts", "time", "channels", "senders", "templates", "laws", "contacts", "review", "origin"]  # fmt: skip
MARKUP = '<img src="https://example.com/x" onerror="alert(1)">&amp;“{{ 1 }}”'


@pytest.fixture(scope="module")
def page(results_folder: Path, catalogue: Catalogue) -> Page:
    return read_page(rendered(Results(results_folder), catalogue))


@pytest.fixture(scope="module")
def summary(results_folder: Path) -> dict[str, Any]:
    return Results(results_folder).summary


def test_it_is_one_whole_document(page: Page) -> None:
    assert page.broken == []
    assert len(page.ids) == len(set(page.ids))
    assert [one for one in page.ids if one in SECTIONS] == SECTIONS


def test_nothing_in_it_runs_or_is_fetched(page: Page) -> None:
    assert page.tags.isdisjoint({"script", "iframe", "object", "embed", "img", "form"})
    assert page.handlers == []
    assert {link for link in page.links if not link.startswith("#")} == {"data:,"}


def test_the_same_results_give_the_same_bytes(results_folder: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tonecheck.audit.report.writing import write_report\n"
        "from tonecheck.law.catalogue import Catalogue\n"
        "from tonecheck.shipped import shipped\n"
        "catalogue = Catalogue.load(shipped('rules') / 'law' / 'provisions.yaml')\n"
        "write_report(Path(sys.argv[1]), catalogue)\n"
    )
    folder = tmp_path / "again"
    shutil.copytree(results_folder, folder, ignore=shutil.ignore_patterns("report.html"))
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "UTC+7"}
    subprocess.run([sys.executable, "-c", program, folder], check=True, env=environment)
    assert (folder / "report.html").read_bytes() == (results_folder / "report.html").read_bytes()


def test_numbers_are_those_of_the_summary(page: Page, summary: dict[str, Any]) -> None:
    for title, name in (("拦截", "block"), ("复核", "review"), ("通过", "pass")):
        assert page.row(title)[1] == f"{summary['decisions'][name]:,}"
    for one in summary["categories"]:
        told = [f"{one[kind]:,}" for kind in ("block", "warn", "info")]
        assert page.row(one["title"])[1:4] == told
    for one in summary["months"]:
        told = [f"{one[kind]:,}" for kind in ("messages", "block", "review")]
        assert page.row(one["month"])[1:4] == told
    for one in summary["senders"][:10]:
        name = one["name"] + ("明显偏高" if one["stands_out"] else "")
        assert page.row(name)[1:4] == [
            f"{one[kind]:,}" for kind in ("messages", "offending", "block")
        ]
    assert sum(one["stands_out"] for one in summary["senders"]) > 0
    for one in summary["rules"]:
        assert page.row(one["rule"])[2] == f"{one['messages']:,}"


def test_templates_are_shown_with_their_example(page: Page, summary: dict[str, Any]) -> None:
    for one in summary["templates"]:
        assert " ".join(one["example"].split()) in page.text
        assert one["skeleton"] in page.text


def test_laws_are_shown_with_their_dates(
    page: Page, summary: dict[str, Any], catalogue: Catalogue
) -> None:
    rows = [row for row in page.rows if len(row) == 5]
    for one in summary["laws"]:
        provision = catalogue.get(one["provision"])
        assert provision is not None
        until = f"至 {provision.in_force_until}" if provision.in_force_until else ""
        level = provision.level or ""
        told = [f"{one['cite']}{level}", f"{provision.in_force_from} 起{until}", provision.gist]
        assert [*told, f"{one['findings']:,}", f"{one['messages']:,}"] in rows
    assert {one["provision"][:5] for one in summary["laws"]} >= {"psapl"}


def test_hours_are_shown_by_weekday(page: Page, summary: dict[str, Any]) -> None:
    monday = page.row("周一")[1:]
    assert monday == [str(many) if many else "" for many in summary["hours"]["messages"][0]]


def test_the_sample_can_be_drawn_again(page: Page, summary: dict[str, Any]) -> None:
    verdicts = next(one for one in summary["files"] if one["name"] == "verdicts.parquet")
    assert page.text.count(verdicts["sha256"]) == 2
    assert "--size 400 --seed 1" in page.text


def test_versions_settings_and_files_are_told(page: Page, summary: dict[str, Any]) -> None:
    for pack in summary["versions"]["packs"]:
        assert page.row(f"规则 {pack['name']}")[2] == pack["sha256"]
    for one in summary["files"]:
        assert one["sha256"] in page.text
    assert summary["versions_digest"] in page.text


def test_what_messages_and_tables_say_stays_text(
    checker: Checker, catalogue: Catalogue, tmp_path: Path
) -> None:
    texts = [f"{THREAT}{MARKUP}"] * 3
    columns = rows_of(
        *texts, 坐席=[MARKUP] * 3, 编号=[MARKUP + str(n) for n in range(3)], 客户编号=["1"] * 3
    )
    audited(checker, tmp_path / "out", parquet(tmp_path / "<b>a&amp;.parquet", columns))
    page = read_page(rendered(Results(tmp_path / "out"), catalogue))
    assert page.broken == []
    assert "img" not in page.tags
    assert page.handlers == []
    assert {link for link in page.links if not link.startswith("#")} == {"data:,"}
    assert page.text.count(MARKUP) > 5
    assert "<b>a&amp;.parquet" in page.text


def test_what_was_not_examined_is_told_with_its_place(
    checker: Checker, catalogue: Catalogue, tmp_path: Path
) -> None:
    columns = rows_of(NOTICE, NOTICE, "锟斤拷锟斤拷烫烫烫锟斤拷锟斤拷", "")
    columns["发送时间"] = [
        "2026-03-02T10:00:00+08:00",
        "2026-03-02 10:00",
        *["2026-03-02T10:00:00+08:00"] * 2,
    ]
    audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", columns))
    page = read_page(rendered(Results(tmp_path / "out"), catalogue))
    assert page.row("发送时间没有时区（可在 [audit] 里写 timezone）")[1:] == [
        "1",
        "a.parquet 第 2 行",
    ]
    assert page.row("没有消息内容")[1:] == ["1", "a.parquet 第 4 行"]
    assert page.row("有一部分是乱码，无法读懂")[1] == "1"
    assert "没有收件人列" in page.text
    assert "没有审计到的不能当作合规" in page.text


@pytest.mark.parametrize("texts", [[], [""], [NOTICE]])
def test_archives_with_little_in_them(
    checker: Checker, catalogue: Catalogue, tmp_path: Path, texts: list[str]
) -> None:
    columns = {"短信内容": texts, "发送时间": ["2026-03-02T10:00:00+08:00"] * len(texts)}
    path = tmp_path / "a.csv"
    lines = [",".join(row) for row in zip(*columns.values(), strict=True)]
    path.write_text("\n".join([",".join(columns), *lines]) + "\n", "utf-8")
    audited(checker, tmp_path / "out", path)
    page = read_page(rendered(Results(tmp_path / "out"), catalogue))
    assert page.broken == []
    assert [one for one in page.ids if one in SECTIONS] == SECTIONS
    assert ("没有消息可抽" in page.text) == (texts != [NOTICE])


def test_an_archive_without_times(checker: Checker, catalogue: Catalogue, tmp_path: Path) -> None:
    columns = {"短信内容": [NOTICE, THREAT]}
    archive = parquet(tmp_path / "a.parquet", columns)
    audited(checker, tmp_path / "out", archive, columns={"sent_at": False})
    page = read_page(rendered(Results(tmp_path / "out"), catalogue))
    assert "没有发送时间，看不出时段" in page.text
    assert page.row("没有发送时间")[1:4] == ["2", "1", "0"]


def test_results_that_are_no_results_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(AuditError, match="里面没有审计结果"):
        write_report(tmp_path, catalogue)
    (tmp_path / "summary.json").write_text("{", "utf-8")
    with pytest.raises(AuditError, match="不是合法的 JSON"):
        write_report(tmp_path, catalogue)
    (tmp_path / "summary.json").write_text('{"schema": 99}', "utf-8")
    with pytest.raises(AuditError, match="另一版本"):
        write_report(tmp_path, catalogue)
