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


@pytest.mark.parametrize("how", ["--map", "tonecheck.toml"])
def test_the_text_cannot_be_gone_without(tmp_path: Path, how: str) -> None:
    source = parquet(tmp_path / "a.parquet", rows_of(THREAT))
    command(source, tmp_path / "out")
    if how != "--map":
        with (tmp_path / how).open("a") as file:
            file.write("[audit.columns]\ntext = false\n")
    code, said = ran(source, tmp_path / "out", *(("--map", "text=") if how == "--map" else ()))
    assert code == 2
    assert "消息内容（text）不能没有" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("out", "why"), [("file", "是一个文件"), ("file/deep", "文件"), ("/proc/foo/x", "请换一个")]
)
def test_results_need_a_folder(tmp_path: Path, out: str, why: str) -> None:
    source = parquet(tmp_path / "a.parquet", rows_of(THREAT))
    (tmp_path / "file").write_text("我的")
    code, said = ran(source, tmp_path / out)
    assert code == 2
    assert why in said
    assert str(tmp_path / out) in said
    assert (tmp_path / "file").read_text() == "我的"


def test_what_was_refused_at_the_start_is_begun_anew(tmp_path: Path) -> None:
    """The columns as they were chosen before the mistake was mended must not be gone on with."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        parquet(folder / f"{name}.parquet", {"甲": [THREAT], "乙": [NOTICE], "时间": ["x"]})
    assert ran(folder, tmp_path / "out")[0] == 2
    assert not (tmp_path / "out" / "work").exists()
    assert ran(folder, tmp_path / "out", "--map", "text=甲", "--map", "sent_at=")[0] == 1


def test_files_left_out_are_named_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    parquet(folder / "a.parquet", rows_of(NOTICE))
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no book")
    (folder / "other.csv").write_text("再不还钱打断腿,b\n1,2\n", "utf-8")
    code, said = ran(folder, tmp_path / "out")
    assert code == 3
    assert "没有审计 1 个文件：整个文件读不了\n  broken.xlsx：打不开这个表格" in said
    assert "没有审计 1 个文件：这个文件里认不出需要的列\n  other.csv：找不到消息内容" in said
    assert "打断腿" not in said
    assert "打断腿" not in (tmp_path / "out" / "summary.json").read_text("utf-8")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "other.csv" in page
    assert "1 个文件" in page


def test_reasons_are_told_in_chinese(tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", rows_of("\ufffd\ufffd\ufffd您好\ufffd\ufffd\ufffd"))
    code, said = ran(source, tmp_path / "out")
    assert code == 3
    assert "未能完整检查 1 条：有一部分是乱码" in said
    assert "garbled_text" not in said


def test_times_nobody_understands_are_told_with_those_understood(tmp_path: Path) -> None:
    columns = {"text": [NOTICE] * 2, "sent_at": ["2026-03-02", "20260302100000"]}
    source = parquet(tmp_path / "a.parquet", columns)
    code, said = ran(source, tmp_path / "out", "--timezone", "Asia/Shanghai")
    assert code == 3
    assert "审计 1 条" in said
    assert "没有审计 1 条：发送时间看不懂（认得 2026-03-02T10:15:00+08:00" in said
    assert "20260302101500" in said
    assert "只有日期不够" in said


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
        ("[audit]\ncolumns = 3", r"tonecheck.toml：\[audit\] 的 columns 应为一张表"),
        ("[audit]\nkey-file = 1", r"tonecheck.toml：\[audit\] 的 key-file 应为文字"),
        ("[audit]\ntimezone = 8", r"tonecheck.toml：\[audit\] 的 timezone 应为文字"),
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
    assert list(made.parent.iterdir()) == [made]
    short = tmp_path / "short"
    short.write_text("x")
    for path in (short, tmp_path / "none"):
        with pytest.raises(ValueError, match=path.name):
            read_key(path)


def test_of_two_first_audits_both_use_the_key_that_was_made_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "tonecheck" / "audit.key"

    def faster(count: int) -> str:
        made.write_text("0" * 64)  # the other audit, while this one makes its own
        return "1" * 2 * count

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("tonecheck.audit.keys.secrets.token_hex", faster)
    assert read_key(None) == read_key(made)
    assert made.read_text() == "0" * 64
    assert list(made.parent.iterdir()) == [made]
