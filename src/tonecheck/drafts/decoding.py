"""Bytes of a file to text: what people really have is UTF-8, GB18030, Big5 or UTF-16."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tonecheck.text.plausible import improbability, readable

_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FORMATS: Final = (
    (b"%PDF", "PDF 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"PK\x03\x04", "压缩包或 Office 文档（docx、xlsx 的扩展名要写对）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档（doc、xls）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"7z\xbc\xaf", "7z 压缩文件"),
    (b"Rar!", "rar 压缩文件"),
)
_FAMILIES: Final = (
    ("GB18030", ("gb18030",), 0.0),
    ("Big5", ("big5", "cp950", "big5hkscs"), 3.0),
    ("UTF-16", ("utf-16-le",), 4.0),
    ("UTF-16", ("utf-16-be",), 5.0),
)
"""Encodings without a mark, as people call them, and how much rarer than GB18030 they are."""

_UTF8_FIRST: Final = 2.0
"""Bytes that happen to be UTF-8 (暖暖 in GB18030) are something else only if that is much likelier."""

_CLEAR: Final = 4.0
"""How far the likeliest reading must be ahead of the next."""

_HAN: Final = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_LONGEST_CHANCE: Final = 64
"""Bytes; no longer text of another encoding has been seen to be UTF-8 as well."""

_TOLERATED: Final = 0.02
"""Share of lost characters up to which a damaged file is still read, as garbled."""


class NotText(ValueError):
    """Bytes that are not text; the message says what they are, and what to do."""


class _Reading(NamedTuple):
    improbability: float
    family: str
    encoding: str
    text: str


def decode(data: bytes) -> str:
    """The text of ``data``; line ends become ``\\n``.

    A few broken bytes become U+FFFD, so that the report says parts could not be read.

    Raises:
        NotText: a known binary format, no Chinese encoding fits, or more than one does.
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
            raise NotText(f"不是文本文件，而是{name}；请另存为 txt、csv、xlsx 或 docx")
    utf8 = None if b"\x00" in data else _decoded(data, ("utf-8",))
    if utf8 and _settled(utf8[1], len(data)):
        return "utf-8", _errors(utf8[1])
    return _likeliest(data, utf8[1] if utf8 else None)


def _likeliest(data: bytes, utf8: str | None) -> tuple[str, str]:
    """Of all encodings that fit, the one in which ``data`` is most like Chinese.

    Args:
        utf8: the bytes as UTF-8, if they are that.
    """
    readings = [one for one in _readings(data) if one.text != utf8 and readable(one.text)]
    if utf8 is not None:
        readings.append(_Reading(improbability(utf8) - _UTF8_FIRST, "UTF-8", "utf-8", utf8))
    readings.sort(key=lambda one: one.improbability)
    if not readings:
        raise NotText(
            "不是文本文件，或编码不在 UTF-8、GB18030、Big5、UTF-16 之内；请另存为 UTF-8 后再检查"
        )
    best, *others = readings
    if best.encoding != "utf-8" and _CONTROL.search(best.text):
        raise NotText("不是文本文件：含有控制字节")
    if others and others[0].improbability - best.improbability < _CLEAR:
        raise NotText(
            f"文字太短，分不清是 {best.family} 还是 {others[0].family} 编码；请另存为带 BOM 的 UTF-8 后再检查"
        )
    return best.encoding, _errors(best.text)


def _readings(data: bytes) -> Iterator[_Reading]:
    for family, encodings, rarity in _FAMILIES:
        decoded = _decoded(data, encodings)
        if decoded is not None:
            encoding, text = decoded
            yield _Reading(improbability(text) + rarity, family, encoding, text)


def _decoded(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    """In the first of ``encodings`` that fits, or else the first that loses little."""
    for encoding in encodings:
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    damaged = data.decode(encodings[0], "replace")
    if damaged.count("\ufffd") <= _TOLERATED * len(damaged):
        return encodings[0], damaged
    return None


def _errors(text: str) -> str:
    return "replace" if "\ufffd" in text else "strict"


def _settled(text: str, size: int) -> bool:
    """Whether bytes that are UTF-8 are so by no chance: 自杀 in UTF-16 is ASCII as well."""
    if text.isascii():
        return size % 2 == 1 or size > _LONGEST_CHANCE or " " in text
    return size > _LONGEST_CHANCE and _HAN.search(text) is not None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
