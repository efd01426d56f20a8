"""The command says what is wrong and what to do; exit codes are the contract's."""

import subprocess
from pathlib import Path

import pytest

from tests.audit.archives import NOTICE, THREAT, parquet, rows_of
from tests.audit.running import command, ran
from tests.cli.running import tonecheck
from tonecheck.audit.keys import read_key
from tonecheck.audit.settings import read_settings
from tonecheck.policy import PolicyError


def test_exit_codes(tmp_path: Path) -> None:
    clean = parquet(tmp_path / "clean.parquet", rows_of(NOTICE))
    bad = parquet(tmp_path / "bad.parquet", rows_of(NOTICE, THREAT))
    left = parquet(tmp_path / "left.parquet", rows_of(THREAT, ""))
    process = subprocess.run(command(clean, tmp_path / "1"), capture_output=True, check=False)
    assert process.returncode == 0, process.stderr.decode()
    code, said = ran(bad, tmp_path / "2")
    assert code == 1
    assert "禁止发送 1" in said
    code, said = ran(left, tmp_path / "3")
    assert code == 3
    assert "没有审计 1 条：没有消息内容" in said
    (tmp_path / "2" / "work" / "units").mkdir(parents=True)  # killed while it cleared up
    assert ran(bad, tmp_path / "2", "--resume")[0] == 1
    assert not (tmp_path / "2" / "work").exists()


def test_a_missing_column_can_be_mapped(tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", {"甲": [THREAT], "乙": ["2026-03-01 10:00:00"]})
    code, said = ran(source, tmp_path / "1")
    assert code == 2
    assert "甲、乙" in said
    mapped = ("--map", "text=甲", "--map", "sent_at=乙")
    assert ran(source, tmp_path / "2", *mapped)[0] == 3
    assert ran(source, tmp_path / "3", *mapped, "--timezone", "Asia/Shanghai")[0] == 1
    code, said = ran(source, tmp_path / "4", "--map", "text")
    assert code == 2
    assert "字段=列名" in said


def test_help_names_the_options() -> None:
    assert "run" in tonecheck("audit", "--help").stdout.decode()
    said = tonecheck("audit", "run", "--help").stdout.decode()
    assert "--resume" in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[audit]\nzone = 'x'", "未知配置项 zone"),
        ("[audit]\ntimezone = 'Beijing'", "没有叫“Beijing”的时区"),
        ("[audit.columns]\nbody = 'x'", "body"),
        ("[audit.columns]\ntext = 3", "text"),
    ],
)
def test_wrong_settings(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=problem):
        read_settings(path)


def test_settings(tmp_path: Path) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(
        '[audit]\ntimezone = "Asia/Shanghai"\nkey-file = "k"\n[audit.columns]\ntext = "正文"\nsender = false\n',
        "utf-8",
    )
    fields, key = read_settings(path)
    assert fields == {"timezone": "Asia/Shanghai", "columns": {"text": "正文", "sender": False}}
    assert key == tmp_path / "k"
    assert read_settings(None) == ({"columns": {}}, None)


def test_the_key_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    first = read_key(None)
    assert read_key(None) == first
    made = tmp_path / "tonecheck" / "audit.key"
    assert made.stat().st_mode & 0o777 == 0o600
    short = tmp_path / "short"
    short.write_text("x")
    for path in (short, tmp_path / "none"):
        with pytest.raises(ValueError, match=path.name):
            read_key(path)
