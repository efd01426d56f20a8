"""``tonecheck check`` as people and pipelines call it."""

import json
from pathlib import Path

import pytest

from tests.cli.running import invoked, tonecheck

THREAT = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。【示例银行】"


def test_findings_stand_under_the_words_they_concern(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"您好\n{THREAT}", "utf-8")
    done = invoked("check", "--no-model", "a.txt", cwd=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    at = next(i for i, line in enumerate(lines) if THREAT in line)
    marks = lines[at + 1].split("│", 1)[1]
    shown = lines[at].split("│", 1)[1]
    width = sum(2 if char > "\u2e80" else 1 for char in shown[: shown.index("打断")])
    assert marks.index("^") == width
    rest = "\n".join(lines[at + 2 :])
    assert "暴力威胁" in rest
    assert "《治安管理处罚法》第五十条" in rest
    assert "可改为" in rest
    assert "共检查 1 条：拦截 1" in rest
    assert "\x1b[" not in done.stdout.decode()


def test_colour_only_when_asked_off_a_terminal(tmp_path: Path) -> None:
    done = invoked("check", "--color", "-", given=THREAT.encode())
    assert b"\x1b[" in done.stdout


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (NOTICE, [], 0),
        (THREAT, [], 1),
        ("您的借款已逾期，请尽快还款。", [], 0),
        ("您的借款已逾期，请尽快还款。", ["--fail-on", "info"], 1),
        ("您好\ufffd\ufffd", [], 3),
        (THREAT + "\ufffd\ufffd", [], 3),
        (NOTICE, ["--model"], 0),
        (NOTICE, ["--format", "csv"], 2),
        (NOTICE, ["--config", "missing.toml"], 2),
        (NOTICE, ["--sent-at", "today"], 2),
        (NOTICE, ["missing.txt"], 2),
    ],
)
def test_exit_codes(text: str, options: list[str], code: int) -> None:
    assert invoked("check", *options, given=text.encode()).returncode == code


@pytest.mark.parametrize(("text", "code"), [(NOTICE, 0), (THREAT, 1), ("您好\ufffd", 3), (" ", 3)])
def test_a_process_ends_with_its_exit_code(text: str, code: int) -> None:
    done = tonecheck("check", "--no-model", "--evasion", "off", given=text.encode())
    assert (done.returncode, done.stderr) == (code, b"")


def test_how_a_disguise_was_read_is_shown_when_asked() -> None:
    given = "再不还钱就弄4你".encode()
    shown = invoked("check", "--no-model", "--show-reading", "-", given=given).stdout.decode()
    assert "读作  再不还钱就弄4你 → 再不还钱就弄死你（谐音）" in shown
    assert "读作" not in invoked("check", "--no-model", "-", given=given).stdout.decode()
    plainly = ("check", "--no-model", "--evasion", "off", "-")
    assert invoked(*plainly, given=given).returncode == 0


def test_json_lines_in_and_out_in_order_and_nothing_lost() -> None:
    lines = [
        {"text": NOTICE, "id": "a"},
        {"text": THREAT, "id": "b", "channel": "im"},
        "not json",
        {"text": "", "id": "c"},
        {"text": "字" * 20_001, "id": "d"},
        {"text": NOTICE, "id": "e", "sent_at": "2026-03-02T10:00:00"},
        {"text": "您好\ufffd", "id": "f"},
        {"text": NOTICE, "id": "g"},
    ]
    given = "\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines)
    done = invoked(
        "check", "--input-format", "jsonl", "--format", "jsonl", "-", given=given.encode()
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in reports] == ["a", "b", None, "c", "d", "e", "f", "g"]
    assert [r["decision"] for r in reports] == ["pass", "block", *["review"] * 5, "pass"]
    assert [r["complete"] for r in reports] == [True, True, *[False] * 5, True]
    assert done.returncode == 3
    assert "-:3" in reports[2]["incomplete_because"][0]
    assert "20000" in reports[4]["incomplete_because"][0]
    assert "sent_at" in reports[5]["incomplete_because"][0]


def test_a_report_has_the_shape_of_the_contract() -> None:
    given = json.dumps({"text": THREAT, "id": "k"}).encode()
    done = invoked("check", "--input-format", "jsonl", "--format", "jsonl", given=given)
    report = json.loads(done.stdout)
    assert list(report) == [
        "id",
        "decision",
        "complete",
        "incomplete_because",
        "findings",
        "scores",
        "versions",
    ]
    assert list(report["findings"][0]) == [
        "rule",
        "category",
        "severity",
        "start",
        "end",
        "excerpt",
        "message",
        "basis",
        "suggestion",
        "confidence",
        "evasion",
    ]
    finding = report["findings"][0]
    assert THREAT[finding["start"] : finding["end"]] == finding["excerpt"]
    assert list(report["versions"]) == ["package", "packs", "model", "law"]


def test_json_lines_answer_each_line_before_the_next_is_written() -> None:
    import subprocess
    import sys

    command = [
        sys.executable,
        "-m",
        "tonecheck",
        "check",
        "--input-format",
        "jsonl",
        "--format",
        "jsonl",
        "-",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for text, decision in ((THREAT, "block"), (NOTICE, "pass")):
            process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["decision"] == decision
        process.stdin.close()


def test_json_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(THREAT, "utf-8")
    (tmp_path / "b.md").write_text(NOTICE, "utf-8")
    done = invoked("check", "--format", "json", ".", cwd=tmp_path)
    assert [(r["id"], r["decision"]) for r in json.loads(done.stdout)] == [
        ("a.txt", "block"),
        ("b.md", "pass"),
    ]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = f"编号,短信内容,渠道\n1,{NOTICE},sms\n2,{THREAT},im\n3,,sms\n"
    (tmp_path / "模板.csv").write_bytes(rows.encode("gb18030"))
    done = invoked("check", "--format", "jsonl", "模板.csv", cwd=tmp_path)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["id"], r["decision"]) for r in reports] == [
        ("1", "pass"),
        ("2", "block"),
        ("3", "review"),
    ]
    assert done.returncode == 3


def test_a_missing_column_lists_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", "utf-8")
    for options in ([], ["--column", "丙"]):
        done = invoked("check", "a.csv", *options, cwd=tmp_path)
        assert done.returncode == 2
        assert "甲、乙" in done.stderr.decode()


def test_each_line_can_be_a_message(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{NOTICE}\n\n{THREAT}\n", "utf-8")
    done = invoked("check", "--each-line", "--format", "jsonl", "a.txt", cwd=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a.txt:1", "a.txt:3"]


def test_a_file_that_is_not_text_is_named_and_the_rest_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text(THREAT, "utf-8")
    done = invoked("check", "a.txt", "b.txt", cwd=tmp_path)
    assert done.returncode == 3
    assert "a.txt：不是文本文件，而是PDF" in done.stdout.decode()
    assert THREAT in done.stdout.decode()


def test_the_nearest_configuration_governs_each_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(THREAT, "utf-8")
    (tmp_path / "a" / "tonecheck.toml").write_text(f"allow = ['{THREAT}']", "utf-8")
    done = invoked("check", "--format", "json", "a", "b", cwd=tmp_path)
    assert [r["decision"] for r in json.loads(done.stdout)] == ["pass", "block"]


def test_no_message_text_in_errors() -> None:
    secret = "张三丰的秘密"
    for line in (f'{{"text": "{secret}", "channel": "{secret}"', f'{{"text": ["{secret}"]}}'):
        done = invoked("check", "--input-format", "jsonl", "-", given=line.encode())
        assert secret not in (done.stdout + done.stderr).decode()
