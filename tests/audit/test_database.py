"""Databases give the same verdicts as Parquet does, are only read, and their rows stay out of errors."""

import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from tests.audit.archives import KEY, MIXED_COLUMNS, told
from tonecheck import Checker
from tonecheck.audit.errors import AuditError
from tonecheck.audit.inputs import inputs_of
from tonecheck.audit.run import audit
from tonecheck.audit.settings import Settings


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


def test_sqlite(checker: Checker, tmp_path: Path, mixed_findings: list[tuple[object, ...]]) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table sent (短信内容, 发送时间, 手机号, 渠道)")
        rows = zip(*MIXED_COLUMNS.values(), strict=True)
        database.executemany("insert into sent values (?, ?, ?, ?)", rows)
    database.close()
    dsn = f"sqlite:///{tmp_path / 'a.db'}"
    queried(checker, tmp_path / "out", dsn, "select * from sent where 渠道 != '%'")
    assert told(tmp_path / "out") == mixed_findings
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
        for number, row in enumerate(zip(*MIXED_COLUMNS.values(), strict=True))
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
    postgres: str, checker: Checker, tmp_path: Path, mixed_findings: list[tuple[object, ...]]
) -> None:
    queried(checker, tmp_path / "out", postgres, "select * from sent order by n")
    assert told(tmp_path / "out") == mixed_findings
    with pytest.raises(AuditError, match="没有执行成功"):
        queried(checker, tmp_path / "no", postgres, "delete from sent")
    with pytest.raises(AuditError, match="nothing"):
        queried(checker, tmp_path / "no2", postgres, "select * from nothing")
    with pytest.raises(AuditError, match="InvalidTextRepresentation，SQLSTATE 22P02") as caught:
        queried(checker, tmp_path / "no3", postgres, "select '李晓华 3101'::text::int from sent")
    assert "李晓华" not in str(caught.value)
