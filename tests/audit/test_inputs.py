"""Files, folders, globs, spreadsheets and databases give the same verdicts as Parquet does."""

import csv
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from tests.audit.archives import (
    KEY,
    NOTICE,
    THREAT,
    audited,
    findings_of,
    json_lines,
    left_out,
    parquet,
    rows_of,
)
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.run import audit
from tonecheck.audit.settings import Settings

TEXTS = (NOTICE, THREAT, '带,逗号和"引号"\n换行的骗子，你就是个老赖', NOTICE)
COLUMNS = rows_of(*TEXTS, 手机号=["13800001111"] * 4, 渠道=["短信", "微信", "电话", "短信"])


@pytest.fixture(scope="module")
def expected(
    checker: Checker, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("expected")
    audited(checker, folder / "out", parquet(folder / "a.parquet", COLUMNS))
    return told(folder / "out")


def told(out: Path) -> list[tuple[object, ...]]:
    names = ("row", "rule", "severity", "start", "end", "channel", "person", "sent_at")
    return [tuple(row[name] for name in names) for row in findings_of(out)]


def csv_file(path: Path, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(zip(*COLUMNS.values(), strict=True))
    return path


def xlsx_file(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in zip(*COLUMNS.values(), strict=True):
        sheet.append(row)
    book.save(path)
    return path


def jsonl_file(path: Path) -> Path:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]
    return json_lines(path, rows)


@pytest.mark.parametrize("kind", ["utf-8-sig", "gb18030", "utf-16", "xlsx", "jsonl"])
def test_every_format_reads_alike(
    kind: str, checker: Checker, tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    makers = {"xlsx": xlsx_file, "jsonl": jsonl_file}
    if kind in makers:
        source = makers[kind](tmp_path / f"a.{kind}")
    else:
        source = csv_file(tmp_path / "a.csv", kind)
    summary = audited(checker, tmp_path / "out", source)
    assert told(tmp_path / "out") == expected
    assert summary["messages"] == len(TEXTS)
    assert not (tmp_path / "out" / "work").exists()


def test_folders_and_globs(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    parquet(tmp_path / "deep" / "er" / "a.parquet", COLUMNS)
    csv_file(tmp_path / "deep" / "b.csv", "utf-8")
    (tmp_path / "deep" / "readme.md").write_text("不是存档")
    inputs = inputs_of([str(tmp_path / "deep"), str(tmp_path / "**" / "*.csv")])
    assert [(one.name, one.kind) for one in inputs] == [
        ("b.csv", "csv"),
        ("er/a.parquet", "parquet"),
        ("readme.md", "beside"),
    ]
    summary = audited(checker, tmp_path / "out", tmp_path / "deep")
    assert [one["examined"] for one in summary["inputs"]] == [4, 4]


@pytest.mark.parametrize("archive", ["没有这个.parquet", "*.nothing", "a.docx"])
def test_what_is_no_archive(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(AuditError, match=archive.replace("*", r"\*")):
        inputs_of([archive])


def test_a_file_that_is_no_parquet_is_listed(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\x00" * 100)
    good = parquet(tmp_path / "b.parquet", COLUMNS)
    summary = audited(checker, tmp_path / "out", tmp_path / "a.parquet", good)
    assert left_out(summary) == {"unreadable": 1}
    assert summary["messages"] == len(TEXTS)


def test_broken_rows_are_listed_with_their_place(checker: Checker, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write('"没有关上的引号,2026-03-02T10:00:00+08:00,1,短信\n')
        file.write(f"{NOTICE.replace(',', '，')},2026-03-02T10:00:00+08:00,1,传真\n")
    summary = audited(checker, tmp_path / "out", path)
    assert left_out(summary) == {"bad_row": 1, "unknown_channel": 1}
    broken, channel = summary["not_examined"]["reasons"]
    assert "引号" in broken["examples"][0]["detail"]
    assert "传真" in channel["examples"][0]["detail"]


def queried(checker: Checker, out: Path, dsn: str, query: str) -> dict[str, object]:
    return audit(
        inputs_of([], query),
        out,
        checker,
        Settings(model=False),
        KEY,
        dsn=dsn,
        quiet=True,
        workers=1,
    )


def test_sqlite(checker: Checker, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table sent (短信内容, 发送时间, 手机号, 渠道)")
        rows = zip(*COLUMNS.values(), strict=True)
        database.executemany("insert into sent values (?, ?, ?, ?)", rows)
    database.close()
    dsn = f"sqlite:///{tmp_path / 'a.db'}"
    queried(checker, tmp_path / "out", dsn, "select * from sent where 渠道 != '%'")
    assert told(tmp_path / "out") == expected
    with pytest.raises(AuditError, match="nothing"):
        queried(checker, tmp_path / "no", dsn, "select * from nothing")
    with pytest.raises(AuditError, match="dsn"):
        queried(checker, tmp_path / "no2", "oracel://x", "select 1")


def test_what_rows_hold_is_in_no_error_of_sqlite(checker: Checker, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table sent (短信内容, 发送时间)")
        database.execute("insert into sent values (cast(x'6c6978696168ff' as text), '')")
    database.close()
    with pytest.raises(AuditError, match=r"OperationalError；数据库的原话.*没有显示") as caught:
        queried(checker, tmp_path / "out", f"sqlite:///{tmp_path / 'a.db'}", "select * from sent")
    assert "lixia" not in str(caught.value)


def test_sqlite_is_only_read(checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"nope\.db 这个数据库文件"):
        queried(checker, tmp_path / "out", f"sqlite:///{tmp_path / 'nope.db'}", "select 1")
    assert not (tmp_path / "nope.db").exists()
    there = tmp_path / "在 这里#%.db"
    with sqlite3.connect(there) as database:
        database.execute("create table sent (n)")
    database.close()
    before = there.read_bytes()
    with pytest.raises(AuditError, match="没有执行成功"):
        queried(checker, tmp_path / "out", f"sqlite:///{there}", "insert into sent values (1)")
    assert there.read_bytes() == before


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own on loopback."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries and not os.environ.get("CI"):
        pytest.skip("needs Debian's postgresql")
    folder = tmp_path_factory.mktemp("postgres")
    for one in (folder, *list(folder.parents)[:-2]):
        one.chmod(one.stat().st_mode | 0o055)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    made = [*as_user, str(binaries[-1] / "initdb"), "-D", str(data), "-U", "audit", "-A", "trust"]
    subprocess.run(made, check=True, capture_output=True, cwd="/")
    options = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    server = subprocess.Popen(
        [*as_user, str(binaries[-1] / "postgres"), *options], stderr=subprocess.DEVNULL, cwd="/"
    )
    dsn = f"postgresql://audit@127.0.0.1:{port}/postgres"
    engine = create_engine(dsn.replace("postgresql", "postgresql+psycopg"))
    try:
        _fill(engine)
        yield dsn
    finally:
        engine.dispose()
        server.terminate()
        server.wait()


def _fill(engine: Engine) -> None:
    """As soon as the server answers."""
    rows = [
        {**dict(zip("abcd", row, strict=True)), "n": number}
        for number, row in enumerate(zip(*COLUMNS.values(), strict=True))
    ]
    for patience in range(600, -1, -1):
        try:
            with engine.begin() as connection:
                columns = "短信内容 text, 发送时间 timestamptz, 手机号 text, 渠道 text, n int"
                connection.execute(text(f"create table sent ({columns})"))
                line = "insert into sent values (:a, cast(:b as timestamptz), :c, :d, :n)"
                connection.execute(text(line), rows)
            return
        except OperationalError:
            if not patience:
                raise
            time.sleep(0.05)


def test_postgresql(
    postgres: str, checker: Checker, tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    queried(checker, tmp_path / "out", postgres, "select * from sent order by n")
    assert told(tmp_path / "out") == expected
    with pytest.raises(AuditError, match="没有执行成功"):
        queried(checker, tmp_path / "no", postgres, "delete from sent")
    with pytest.raises(AuditError, match="nothing"):
        queried(checker, tmp_path / "no2", postgres, "select * from nothing")
    with pytest.raises(AuditError, match="InvalidTextRepresentation，SQLSTATE 22P02") as caught:
        queried(checker, tmp_path / "no3", postgres, "select '李晓华 3101'::text::int from sent")
    assert "李晓华" not in str(caught.value)
