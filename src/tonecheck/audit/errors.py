"""An audit that cannot go on; the message says what is wrong, where, and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tonecheck.os_errors import NO_ROOM, why


class AuditError(ValueError):
    """The fault is in how the audit was asked for: inputs, columns, settings."""


class ColumnError(AuditError):
    """It is not to be told which column of one table holds what.

    Attributes:
        wrong: what is wrong with it, without the names seen: a table without a header has words of
            messages for names, and these belong in no result.
        remedy: what to do about it; with the names seen.
    """

    def __init__(self, source: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{source}：{wrong}。{remedy}")
        self.wrong = wrong
        self.remedy = remedy


class AuditStopped(RuntimeError):
    """The audit could not be finished (a full disk, a worker lost); it may be resumed."""


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Tell a full disk as what it is.

    Raises:
        AuditStopped: nothing more could be written in ``folder``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise AuditStopped(f"{folder}：写不下了（磁盘已满或超过配额）") from error
        raise


_UNUSABLE: Final = {
    errno.ENOTDIR: "是一个文件，或路径中间有一个文件，不是目录",
    errno.EEXIST: "是一个文件，不是目录",
    errno.ENOENT: "上级目录不存在，也建不了",
    errno.EACCES: "没有权限写这里",
    errno.EPERM: "没有权限写这里",
    errno.EROFS: "这里是只读的",
}


@contextmanager
def usable(out: Path) -> Iterator[None]:
    """Tell a folder that cannot be made or written as a mistake in what was asked.

    Raises:
        AuditError: there can be no results in ``out``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        reason = _UNUSABLE.get(error.errno or 0, f"不能写（{why(error)}）")
        raise AuditError(f"--out {out}：{reason}；请换一个 --out 目录") from None
