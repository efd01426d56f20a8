"""Verdicts kept by skeleton, as many as memory allows: the same one is made once and shared."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from tonecheck.audit.skeletons import Skeleton
from tonecheck.audit.verdict import Verdict

MOST: Final = 100_000
"""Verdicts kept by a process; one that was dropped is made again, to the same effect."""


class Sharing:
    """The verdicts on skeletons: those known, and those that ``make`` gives on what is not."""

    def __init__(
        self, make: Callable[[Sequence[Skeleton]], Sequence[Verdict]], most: int = MOST
    ) -> None:
        self._make = make
        self._most = most
        self._known: OrderedDict[bytes, Verdict] = OrderedDict()

    def __call__(self, skeletons: Sequence[Skeleton]) -> list[Verdict]:
        keys = [one.key for one in skeletons]
        unknown = {
            key: one for key, one in zip(keys, skeletons, strict=True) if key not in self._known
        }
        made = (
            dict(zip(unknown, self._make(list(unknown.values())), strict=True)) if unknown else {}
        )
        verdicts = [made[key] if key in made else self._known[key] for key in keys]
        for key, verdict in zip(keys, verdicts, strict=True):
            self._known[key] = verdict
            self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return verdicts
