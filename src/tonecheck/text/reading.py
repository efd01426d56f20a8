"""A message made comparable: folded, with its segments found when somebody asks."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Self

from tonecheck.message import Message
from tonecheck.text.fold import Folded, fold
from tonecheck.text.placeholders import HOLE, placeholders
from tonecheck.text.quotes import quotations
from tonecheck.text.retellings import retellings
from tonecheck.text.segments import Segments, clauses, sentences
from tonecheck.text.signatures import signed
from tonecheck.text.speakers import turns

_CONVERSATIONS = frozenset({"voice_script", "visit_script", "im"})


def _start(span: tuple[int, ...]) -> int:
    return span[0]


class Reading:
    """The comparable form of one text. Positions are of ``text`` (folded), not of the original."""

    def __init__(
        self,
        original: str,
        channel: str = "sms",
        recipient: str = "debtor",
        folded: Folded | None = None,
    ) -> None:
        """Read ``original``; ``folded`` is its comparable form where that is known already."""
        self.original = original
        self.channel = channel
        self.recipient = recipient
        self.folded = folded or fold(original, placeholders(original), HOLE)
        self.text: str = self.folded.text

    @classmethod
    def of(cls, message: Message, folded: Folded | None = None) -> Self:
        """Read a message's text as it was sent."""
        return cls(message.text, message.channel, message.recipient, folded)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the text as it came in that ``text[start:end]`` stands for."""
        return self.folded.original_span(start, end)

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """What of ``text`` stands for ``original[start:end]``; an empty span where nothing does."""
        return self.folded.folded_span(start, end)

    @cached_property
    def encoded(self) -> bytes:
        """UTF-8 of ``text``: re2 works on bytes and converting once is cheaper than per rule."""
        return self.text.encode()

    @cached_property
    def signed(self) -> bool:
        """Whether a signature names the sender."""
        return signed(self.text)

    @cached_property
    def sentences(self) -> Segments:
        return sentences(self.text)

    @cached_property
    def clauses(self) -> Segments:
        return clauses(self.text)

    @cached_property
    def customers(self) -> tuple[tuple[int, int], ...]:
        """Where the customer speaks, in order and apart: in a script, or as a letter retells it."""
        script = turns(self.text, self.channel in _CONVERSATIONS)
        if script:
            return tuple((turn.start, turn.end) for turn in script if turn.role == "customer")
        return retellings(self.text, self.quotations)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        return quotations(self.text)

    def spoken_by_customer(self, start: int, end: int) -> bool:
        """Whether some of ``text[start:end]`` is the customer's.

        What only a customer's words complete is not our offence.
        """
        return bool(self._theirs(start, end))

    def ours(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of ``text[start:end]`` that are not the customer's."""
        parts = []
        for low, high in self._theirs(start, end):
            if start < low:
                parts.append((start, low))
            start = max(start, high)
        return [*parts, (start, end)] if start < end else parts

    def _theirs(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        first = max(bisect_right(self.customers, start, key=_start) - 1, 0)
        found = self.customers[first : bisect_left(self.customers, end, key=_start)]
        return found[1:] if found and found[0][1] <= start else found

    def quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation that holds ``text[start:end]`` or that it reaches into; the last of several."""
        before = bisect_left(self.quotations, end, key=_start)
        quotation = self.quotations[before - 1] if before else (0, 0)
        return quotation if start < quotation[1] else None
