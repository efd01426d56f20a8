"""What the operating system refuses is said in Chinese, wherever it is met."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tonecheck.evaluate.corpus import CorpusError, read_cases
from tonecheck.os_errors import why
from tonecheck.policy import PolicyError, read_policy
from tonecheck.rules.errors import PackError
from tonecheck.rules.source import Source
from tonecheck.service.keys import read_keys


def _taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_server(server.getsockname())


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (lambda: Path("/none/such").read_bytes(), "文件不存在"),
        (lambda: Path("/").read_bytes(), "是目录，不是文件"),
        (lambda: Path("/etc/passwd/x").read_bytes(), "不是目录"),
        (lambda: Path("x" * 300).read_bytes(), "名字太长"),
        (lambda: Path("/dev/full").write_text("x" * 9000, "utf-8"), "磁盘已满"),
        (lambda: socket.create_server(("192.0.2.1", 0)), "不是这台机器的地址"),
        (lambda: socket.getaddrinfo("none.invalid", 1), "主机名解析不了"),
        (_taken, "端口已被占用"),
    ],
)
def test_the_reason_is_chinese(refused: Callable[[], object], said: str) -> None:
    with pytest.raises(OSError, match=r"\S") as caught:
        refused()
    assert said in why(caught.value)
    assert not re.search("[a-z]{4}", why(caught.value))


def test_what_is_rare_has_its_name() -> None:
    assert why(OSError(62, "Timer expired")) == "出错（ETIME）"
    assert why(OSError("broken")) == "出错（OSError）"


@pytest.mark.parametrize(
    ("read", "error"),
    [
        (read_policy, PolicyError),
        (read_keys, PolicyError),
        (Source.read, PackError),
        (lambda path: list(read_cases([path])), CorpusError),
    ],
)
def test_all_say_it_alike(
    tmp_path: Path, read: Callable[[Path], object], error: type[Exception]
) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(error, match=r"是目录，不是文件|文件不存在") as caught:
            read(path)
        assert not re.search("Errno|No such|Error", str(caught.value))
