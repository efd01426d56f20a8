"""Bytes of a file to text: what people really have is UTF-8, GB18030, Big5 or UTF-16."""

from typing import Final

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FORMATS: Final = (
    (b"%PDF", "PDF 文档"),
    (b"PK\x03\x04", "压缩包或 Office 文档（docx、xlsx）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档（doc、xls）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"7z\xbc\xaf", "7z 压缩文件"),
    (b"Rar!", "rar 压缩文件"),
)
_CANDIDATES: Final = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_TOLERATED: Final = 0.02
"""Share of lost characters up to which a damaged UTF-8 file is still read, as garbled."""


class NotText(ValueError):
    """Bytes that are not text; the message says what they are."""


def decode(data: bytes) -> str:
    """The text of ``data``; line ends become ``\\n``.

    A few broken bytes in UTF-8 become U+FFFD, so that the report says parts could not be read.

    Raises:
        NotText: a known binary format, or no Chinese encoding fits.
    """
    encoding, errors = encoding_of(data)
    try:
        return _lines(data.decode(encoding, errors))
    except UnicodeDecodeError as error:
        raise NotText(f"开头标明 {encoding}，但第 {error.start} 字节起无法解码") from None


def encoding_of(data: bytes) -> tuple[str, str]:
    """The encoding of ``data`` (all of a file, or its beginning), and how its errors are handled.

    Raises:
        NotText: as `decode`.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, "replace" if encoding == "utf-8-sig" else "strict"
    for magic, name in _OTHER_FORMATS:
        if data.startswith(magic):
            raise NotText(f"不是文本文件，而是{name}；请另存为 txt、md、csv 或 jsonl")
    if b"\x00" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            damaged = data.decode("utf-8", "replace")
            if damaged.count("\ufffd") <= _TOLERATED * len(damaged):
                return "utf-8", "replace"
        else:
            return "utf-8", "strict"
    return _guessed(data), "strict"


def _guessed(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.35).best()
    if best is None:
        raise NotText("不是文本文件，或编码不在 UTF-8、GB18030、Big5、UTF-16 之内")
    if any(char < " " and char not in "\t\n\r\f" for char in str(best)):
        raise NotText("不是文本文件：含有控制字节")
    return best.encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
