"""What docx and xlsx have in common: a zip archive, or something else that is called so."""

from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile

from tonecheck.drafts.errors import Unreadable

_OLE: Final = b"\xd0\xcf\x11\xe0"
"""Opens old office files, and new ones under a password."""

_ZIP: Final = b"PK"
_MOST: Final = 256 * 1024 * 1024
"""Bytes when unpacked; a file of a few kilobytes can unpack to more than any memory holds."""


def require_package(file: BinaryIO, kind: str) -> None:
    """See that a file can be opened at all, and leave it at its beginning.

    Args:
        file: seekable.
        kind: ``docx`` or ``xlsx``.

    Raises:
        Unreadable: it is empty, under a password, old, damaged or far too large.
    """
    start = file.read(len(_OLE))
    file.seek(0)
    if start == _OLE:
        raise Unreadable(f"有密码，或其实是旧版 Office 文件（doc、xls）；请去掉密码，另存为 {kind}")
    if not start.startswith(_ZIP):
        raise Unreadable(broken(kind))
    try:
        with ZipFile(file) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (BadZipFile, ValueError, OSError):
        raise Unreadable(broken(kind)) from None
    file.seek(0)
    if size > _MOST:
        raise Unreadable(f"解开后有 {size >> 20} MB，超过上限 {_MOST >> 20} MB；请拆分后再检查")


def broken(kind: str) -> str:
    """What is said of a file that does not open."""
    return f"打不开：文件已损坏，或不是 {kind} 文件；请用 Office 或 WPS 打开，另存为 {kind}"
