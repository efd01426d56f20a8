"""Labelled messages: the JSON lines under ``corpus/``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from tonecheck.categories import Category
from tonecheck.message import Message, MessageError, message_from


class CorpusError(ValueError):
    """A corpus line that cannot be used; names file, line and field."""


class Labelled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One offence a person marked: ``text[start:end]`` in code points."""

    category: Category
    severity: Literal["block", "warn"]
    start: int
    end: int


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
    label: Literal["violating", "lawful"]
    findings: tuple[Labelled, ...] = ()

    def message(self) -> Message:
        """The message to check."""
        names = ("id", "text", "channel", "recipient", "sent_at")
        return message_from({name: getattr(self, name) for name in names})


def read_cases(paths: Iterable[Path]) -> Iterator[Case]:
    """The cases of the files, in order.

    Raises:
        CorpusError: a line of the wrong shape, a span outside its text, or an id used twice.
    """
    seen: set[str] = set()
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                case = msgspec.json.decode(line, type=Case)
                case.message()
            except (msgspec.DecodeError, MessageError) as error:
                raise CorpusError(f"{path}:{number}: {error}") from None
            if case.id in seen:
                raise CorpusError(f"{path}:{number}: id：{case.id} 重复")
            if bool(case.findings) != (case.label == "violating"):
                raise CorpusError(f"{path}:{number}: findings：与 label 不符")
            if any(not 0 <= f.start < f.end <= len(case.text) for f in case.findings):
                raise CorpusError(f"{path}:{number}: findings：位置超出文字")
            seen.add(case.id)
            yield case
