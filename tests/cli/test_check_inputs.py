"""What ``tonecheck check`` is given: encodings, tables, folders, and options that concern them."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import invoked

THREAT = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。【示例银行】"


def test_a_short_threat_in_gb18030_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("弄死你".encode("gb18030"))
    assert invoked("check", "--no-model", "x.txt", cwd=tmp_path).returncode == 1
    (tmp_path / "x.txt").write_bytes("工单".encode("gb18030"))
    assert invoked("check", "--no-model", "x.txt", cwd=tmp_path).returncode == 3


@pytest.mark.parametrize("options", [[], ["--each-line"]])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file_is_not_passed(tmp_path: Path, options: list[str], text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = invoked("check", "--no-model", *options, "a.txt", cwd=tmp_path)
    assert done.returncode == 3
    assert "内容为空" in done.stdout.decode()


def test_a_broken_row_is_incomplete_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'编号,短信内容\n1,{NOTICE}\n2,您好,{THREAT}\n3,"坏\n', "utf-8")
    done = invoked("check", "--no-model", "--format", "jsonl", "a.csv", cwd=tmp_path)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["complete"] for r in reports] == [True, False, False]
    assert "a.csv:3" in reports[1]["incomplete_because"][0]
    assert "a.csv:4" in reports[2]["incomplete_because"][0]
    assert done.returncode == 3


def test_two_columns_of_messages_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"短信内容,短信内容\n{NOTICE},{THREAT}\n", "utf-8")
    done = invoked("check", "a.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "改名" in done.stderr.decode()


def test_a_folder_with_what_is_not_read_is_not_passed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "seal.png").write_bytes(b"\x89PNG")
    done = invoked("check", "--no-model", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert "seal.png" in done.stderr.decode()
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    done = invoked("check", "--no-model", "--format", "jsonl", ".", cwd=tmp_path)
    assert done.returncode == 3
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["complete"]) for one in reports] == [
        ("a.txt", True),
        ("old.doc", False),
    ]
    (tmp_path / "old.doc").unlink()
    (tmp_path / "c.txt").symlink_to("nowhere")
    assert invoked("check", "--no-model", ".", cwd=tmp_path).returncode == 3


@pytest.mark.parametrize("output_format", ["text", "json", "jsonl", "sarif", "github", "junit"])
def test_a_name_that_is_no_utf8_is_no_obstacle(tmp_path: Path, output_format: str) -> None:
    name = os.fsdecode("你.txt".encode("gbk"))
    (tmp_path / name).write_text(THREAT, "utf-8")
    done = invoked("check", "--no-model", "--format", output_format, ".", cwd=tmp_path)
    assert done.returncode == 1
    if output_format == "sarif":
        (result,) = json.loads(done.stdout)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "%C4%E3.txt"


def test_one_table_without_its_column_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"短信内容\n{NOTICE}\n", "utf-8")
    (tmp_path / "b.csv").write_text("\n甲,乙\n1,2\n", "utf-8")
    (tmp_path / "c.csv").write_text(f"短信内容\n{THREAT}\n", "utf-8")
    done = invoked("check", "--no-model", "--format", "json", ".", cwd=tmp_path)
    assert done.returncode == 3
    reports = json.loads(done.stdout)
    assert [one["decision"] for one in reports] == ["pass", "review", "block"]
    (why,) = reports[1]["incomplete_because"]
    assert "b.csv:2：认不出哪一列是消息内容，请用 --column 指定" in why


def test_the_only_table_without_its_column_is_a_fault_of_usage(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("甲,乙\n1,2\n", "utf-8")
    done = invoked("check", "--no-model", "--format", "json", "b.csv", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (2, [])
    assert "b.csv:1：认不出哪一列" in done.stderr.decode()


def test_a_document_is_closed_however_the_run_ends(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "b" / "tonecheck.toml").write_text("nonsense = 1", "utf-8")
    done = invoked("check", "--no-model", "--format", "json", "a", "b", cwd=tmp_path)
    assert done.returncode == 2
    assert [one["decision"] for one in json.loads(done.stdout)] == ["pass"]
    done = invoked("check", "--no-model", "--format", "sarif", "a", "b", cwd=tmp_path)
    (run,) = json.loads(done.stdout)["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_standard_input_has_its_turn(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NOTICE, "utf-8")
    options = ("check", "--no-model", "--format", "jsonl")
    done = invoked(*options, "a.txt", "-", "b.txt", given=THREAT.encode(), cwd=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a.txt", "-", "b.txt"]


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["a.txt", "--column", "内容"], "--column"),
        (["-", "--column", "内容"], "--column"),
        (["a.csv", "--each-line"], "--each-line"),
        (["a.csv", "--each-line", "--input-format", "jsonl"], "--each-line"),
    ],
)
def test_an_option_nothing_heeds_is_refused(
    tmp_path: Path, arguments: list[str], option: str
) -> None:
    for name in ("a.txt", "a.csv"):
        (tmp_path / name).write_text(f"内容\n{NOTICE}\n", "utf-8")
    done = invoked("check", "--no-model", *arguments, given=b"x", cwd=tmp_path)
    assert done.returncode == 2
    assert f"{option} 只用于" in done.stderr.decode()
    both = invoked(
        "check",
        "--no-model",
        "a.txt",
        "a.csv",
        option,
        *["内容"][: option == "--column"],
        cwd=tmp_path,
    )
    assert both.returncode == 0


def test_reasons_in_reports_are_chinese() -> None:
    lines = (
        ('{"text": 3}', "text：应为文字"),
        ('{"text": "好", "channel": "SMS"}', "channel：应为 sms、im、"),
        ('{"text": "好", "colour": 1}', "colour：没有这一项；可用的有 text、"),
        ('{"text": "好", "sent_at": "昨天"}', "sent_at：不是合法的时间"),
        ("[1]", "应是一个 JSON 对象"),
        ('{"text": x}', "第 10 个字节"),
        ('{"text": "好"', "不完整"),
        ("[" * 5000, "应是一个 JSON 对象"),
    )
    given = "\n".join(line for line, _ in lines).encode()
    options = ("check", "--no-model", "--input-format", "jsonl", "--format", "jsonl", "-")
    done = invoked(*options, given=given)
    for (_, says), report in zip(lines, done.stdout.splitlines(), strict=True):
        (reason,) = json.loads(report)["incomplete_because"]
        assert says in reason
        assert not any(word in reason for word in ("Expected", "Invalid", "Object", "JSON is"))
