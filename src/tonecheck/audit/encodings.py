"""The encoding of a table of text, by its lines: a few broken ones must not speak for all others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tonecheck.audit.errors import AuditError
from tonecheck.drafts.decoding import NotText, encoding_of

_SAMPLE: Final = 1 << 20
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_FEWEST_IN_UTF16: Final = 20
"""At least every so manieth byte of a table in UTF-16 is NUL: digits, commas, line ends."""

_LONG: Final = "\u0800"
"""From here on UTF-8 takes three bytes, and no text in another encoding looks like that by chance."""


def encoding_in(path: Path, name: str) -> str:
    """By the first lines that are not all ASCII; what does not fit later reads as garbled.

    Raises:
        AuditError: it is no text.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        marked = sample.startswith(_MARKS) or sample.count(0) * _FEWEST_IN_UTF16 > len(sample)
        lines = [sample] if marked else _telling(sample)
        while not lines and (following := file.read(_SAMPLE)):
            lines = _telling(following)
    try:
        return _encoding(lines or [sample])
    except NotText as error:
        raise AuditError(f"{name}：{error}") from None


def _telling(sample: bytes) -> list[bytes]:
    """The lines that are not all ASCII, and without NUL."""
    if len(sample) == _SAMPLE and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n") + 1]
    return [line for line in sample.splitlines() if b"\x00" not in line and not line.isascii()]


def _encoding(lines: Sequence[bytes]) -> str:
    if most := _most(lines, "utf-8", _LONG):
        return encoding_of(b"\n".join(most))[0]
    try:
        return encoding_of(b"\n".join(lines))[0]
    except NotText:
        if most := _most(lines, "gb18030"):
            return encoding_of(b"\n".join(most))[0]
        raise


def _most(lines: Sequence[bytes], encoding: str, beyond: str = "\x80") -> list[bytes]:
    """The lines that fit ``encoding``, if they are more than half of all."""
    fit = []
    for line in lines:
        try:
            if max(line.decode(encoding), default="") >= beyond:
                fit.append(line)
        except UnicodeDecodeError:
            continue
    return fit if 2 * len(fit) > len(lines) else []
