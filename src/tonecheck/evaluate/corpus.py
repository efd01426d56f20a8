"""Labelled messages: the JSON lines under ``corpus/``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec
from msgspec.structs import replace

from tonecheck.categories import CATEGORIES, Category
from tonecheck.message import Message, MessageError, message_from
from tonecheck.os_errors import why
from tonecheck.validation import DecodeErrors, Values, field_error

Label = Literal["violating", "lawful"]
Degree = Literal["block", "warn"]

_VALUES: Final[Values] = {
    "category": CATEGORIES,
    "severity": get_args(Degree),
    "label": get_args(Label),
}


class CorpusError(ValueError):
    """A corpus line that cannot be used; names file, line and field."""


class Labelled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One offence a person marked: ``text[start:end]`` in code points."""

    category: Category
    severity: Degree
    start: int
    end: int

    def moved(self, by: int) -> "Labelled":
        """The same, so many code points further on."""
        return replace(self, start=self.start + by, end=self.end + by)


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One labelled message.

    ``pair`` joins an offence with the lawful use of its words; ``kind`` is the writer's: ``ordinary``,
    ``stern``, ``hard`` or ``other`` lawful, ``plain``, ``hint``, ``polite`` or ``carried`` offence.
    """

    id: str
    writer: str
    pair: str | None = None
    kind: str | None = None
    text: str
    channel: str = "sms"
    recipient: str = "debtor"
    sent_at: str | None = None
    label: Label
    findings: tuple[Labelled, ...] = ()

    def message(self) -> Message:
        """The message to check."""
        names = ("id", "text", "channel", "recipient", "sent_at")
        return message_from({name: getattr(self, name) for name in names})


def read_cases(paths: Iterable[Path]) -> Iterator[Case]:
    """The cases of the files, in order.

    Raises:
        CorpusError: a file that cannot be read, a line of the wrong shape, a span outside its text,
            or an id used twice.
    """
    seen: set[str] = set()
    for path in paths:
        for number, line in enumerate(_lines(path), 1):
            try:
                case = msgspec.json.decode(line, type=Case)
                case.message()
            except MessageError as error:
                raise CorpusError(f"{path}:{number}: {error}") from None
            except DecodeErrors as error:
                raise CorpusError(f"{path}:{number}: {field_error(error, _VALUES)}") from None
            if case.id in seen:
                raise CorpusError(f"{path}:{number}: id：{case.id} 重复")
            if bool(case.findings) != (case.label == "violating"):
                raise CorpusError(f"{path}:{number}: findings：与 label 不符")
            if any(not 0 <= f.start < f.end <= len(case.text) for f in case.findings):
                raise CorpusError(f"{path}:{number}: findings：位置超出文字")
            seen.add(case.id)
            yield case


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise CorpusError(f"{path}：{why(error)}") from None
