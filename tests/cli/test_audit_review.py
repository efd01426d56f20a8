"""The review loop on the command line: a sample is drawn, people label it, an estimate is read."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.audit.archives import audited, parquet, rows_of
from tests.audit.sample.books import column_of, filled, lawful, sheet_of
from tests.cli.running import invoked
from tonecheck import Checker

OFFENCE, NOTICE = "再不还钱就打断你的腿", "【示例银行】您的账单已出，请按时还款。"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [*[NOTICE] * 40, *[OFFENCE] * 6]
    return parquet(tmp_path_factory.mktemp("archive") / "存档.parquet", rows_of(*texts))


@pytest.fixture(scope="module")
def results(checker: Checker, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results") / "out"
    audited(checker, folder, archive)
    return folder


@pytest.fixture(scope="module")
def book(archive: Path, results: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "样本.xlsx"
    done = invoked("audit", "sample", results, "--out", path, "--archive", archive)
    assert done.returncode == 0, done.stderr.decode()
    assert "从 46 条里抽了 46 条，分 2 层，种子 1" in done.stdout.decode()
    return path


def test_a_fully_labelled_archive_is_told_as_it_is(book: Path) -> None:
    texts = sheet_of(book)
    at = column_of(texts, "正文")

    def fill(number: int) -> tuple[str, str]:
        offends = texts.cell(number + 1, at).value == OFFENCE
        return ("应拦截", "暴力威胁") if offends else lawful(number)

    done = invoked("audit", "estimate", filled(book, fill), "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    known = {"value": 1.0, "low": 1.0, "high": 1.0}
    assert [one["share"] for one in told["precision"]] == [known] * 3
    assert told["missed"][0]["messages"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert told["offending"]["value"] == pytest.approx(6 / 46)
    assert [one["category"] for one in told["categories"]] == ["violence_threat"]


def test_the_estimate_is_told_in_tables(book: Path) -> None:
    done = invoked("audit", "estimate", filled(book, lambda _: ("需复核", "辱骂侮辱")))
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode()
    assert "标注了 46 条，推算全部 46 条" in told
    assert "被拦截的确应拦截" in told
    assert "漏掉" in told
    assert "Clopper–Pearson" in told


def test_blank_labels_are_an_error_of_usage(book: Path) -> None:
    done = invoked("audit", "estimate", book)
    assert done.returncode == 2
    assert "第 2 行“结论”列：空着" in done.stderr.decode()
    assert done.stdout == b""


def test_labels_are_never_overwritten(book: Path, results: Path) -> None:
    before = book.read_bytes()
    done = invoked("audit", "sample", results, "--out", book)
    assert done.returncode == 2
    assert "已经存在" in done.stderr.decode()
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "样本.csv"], "应以 .xlsx 结尾"),
        (["--out", "样本.xlsx", "--size", "7"], "--size 至少要 10"),
        (["--out", "样本.xlsx", "--archive", "没有.csv"], "不存在"),
        (["--out", "没有/样本.xlsx"], "没有：没有这个目录"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    results: Path, tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = invoked("audit", "sample", results, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def little_room() -> None:
    """No file may grow past this, as where a disk is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))


def test_a_full_disk_leaves_no_half_of_a_sample(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "样本.xlsx"
    done = subprocess.run(
        [sys.executable, "-m", "tonecheck", "audit", "sample", results, "--out", out],
        capture_output=True,
        preexec_fn=little_room,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("没有跑完：")
    assert "写不了" in done.stderr.decode()
    assert "--resume" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_refuses_is_no_traceback(results: Path, tmp_path: Path) -> None:
    done = invoked("audit", "sample", results, "--out", tmp_path / f"{'长' * 99}.xlsx")
    assert done.returncode == 3
    assert done.stderr.decode().startswith("没有跑完：")
    assert "Traceback" not in done.stderr.decode()


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    done = invoked("audit", "sample", tmp_path, "--out", tmp_path / "样本.xlsx")
    assert done.returncode == 2
    assert "里面没有审计结果" in done.stderr.decode()


def test_the_same_seed_draws_the_same_messages(results: Path, tmp_path: Path) -> None:
    drawn = []
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        path = tmp_path / f"{name}.xlsx"
        invoked("audit", "sample", results, "--out", path, "--size", "20", "--seed", str(seed))
        drawn.append([row[1] for row in sheet_of(path).iter_rows(min_row=2, values_only=True)])
    assert drawn[0] == drawn[1] != drawn[2]
    known = set(pq.read_table(results / "verdicts.parquet")["message"].to_pylist())
    assert set(drawn[0]) <= known
