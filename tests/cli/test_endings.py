"""A command that is stopped, or cannot write: one Chinese line, and an exit code that says so."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

NOTICE = "您的账单已出，请在到期日前还款。【示例银行】"
CHECK = (sys.executable, "-m", "tonecheck", "check", "--no-model")
RULES = (sys.executable, "-m", "tonecheck", "rules", "list")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("command", [CHECK, (*CHECK, "--format", "jsonl"), RULES])
def test_a_full_disk_is_said(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, input=NOTICE.encode(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert (
        done.stderr.decode()
        == "结果没有全部写出：磁盘已满，或超过配额，写出的不完整；请换一个地方重新运行\n"
    )


@contextmanager
def _running(
    *command: str,
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes], IO[bytes]]]:
    """A process with what goes into it, what it writes, and what it says."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        yield process, process.stdin, process.stdout, process.stderr


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_reader_that_left_is_no_finding(form: str) -> None:
    lines = "\n".join(f"弄死你{number}" for number in range(3000)).encode()
    command = (*CHECK, "--each-line", "--format", form)
    with _running(*command) as (process, into, out, err):
        out.close()
        into.write(lines)
        into.close()
        assert err.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="在后台运行，中断信号被外层忽略"
)
def test_an_interrupted_check_says_so() -> None:
    command = (*CHECK, "--input-format", "jsonl", "--format", "jsonl", "-")
    with _running(*command) as (process, into, out, err):
        into.write(json.dumps({"text": NOTICE}).encode() + b"\n")
        into.flush()
        assert json.loads(out.readline())["decision"] == "pass"
        process.send_signal(signal.SIGINT)
        assert err.read().decode() == "已中断，后面的没有检查；请重新运行\n"
        assert process.wait() == 130
