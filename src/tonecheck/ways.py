"""How a message may be read: as it came in, and with its disguises undone."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

from tonecheck.judge import Way
from tonecheck.loading import collector_paused
from tonecheck.message import Message
from tonecheck.policy import AllowList, Policy
from tonecheck.rules.anchors import AnchorIndex
from tonecheck.terms import Terms
from tonecheck.text.disguise.undo import Undoer
from tonecheck.text.disguise.undone import undone
from tonecheck.text.reading import Reading

_allow_list: Final = lru_cache(16)(AllowList)
"""A caller's phrases are the same for a whole batch."""


class Ways:
    """Threads share it.

    Args:
        uses: what the patterns of the packs make of words.
    """

    def __init__(self, policy: Policy, uses: AnchorIndex) -> None:
        self._policy = policy
        self._uses = uses
        self._allowed = policy.allow_list()

    @cached_property
    def undoer(self) -> Undoer:
        """Built on first need: whoever asks for ``off`` does without."""
        with collector_paused():
            return Undoer(self._uses)

    def of(self, message: Message, terms: Terms) -> Iterator[Way]:
        """The message as it came in, then with its disguises undone, the likeliest first."""
        level = terms.evasion or self._policy.evasion
        allowed = _allow_list((*self._policy.allow, *terms.allow)) if terms.allow else self._allowed
        reading = Reading.of(message)
        yield Way(reading, None, allowed.spans(reading.text))
        if level != "off":
            for reread in self.undoer.readings(reading.text, level):
                way = undone(reading.folded, reread)
                reread_as = Reading.of(message, way.folded)
                yield Way(reread_as, way, allowed.spans(reread_as.text))
