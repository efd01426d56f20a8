"""The limits on hours and on contacts a day, and which of them were in force on a day."""

from collections.abc import Sequence
from datetime import date, time
from functools import cache
from typing import Any, Final, NamedTuple

from numpy.typing import NDArray

from tonecheck.audit.times import second_of
from tonecheck.law.catalogue import Catalogue
from tonecheck.law.provision import Provision
from tonecheck.message import Channel

VOICE: Final[Channel] = "voice_script"
"""What limits on calls count."""

UNTIMED: Final[frozenset[Channel]] = frozenset({"letter"})
"""Channels that disturb nobody at night."""


class Quiet(NamedTuple):
    """Hours in which nobody is to be contacted: seconds of the day, over midnight."""

    provision: str
    cite: str
    start: int
    end: int

    def hold(self, clock: NDArray[Any]) -> NDArray[Any]:
        """Of each second of the day whether it lies within."""
        begun, not_ended = clock >= self.start, clock < self.end
        within: NDArray[Any] = begun & not_ended if self.start <= self.end else begun | not_ended
        return within


class Frequency(NamedTuple):
    """How often a person may be called on one day."""

    provision: str
    cite: str
    most: int


class Limits:
    """What the catalogue says of hours and calls; asks it once a day."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._provisions = [one for one in catalogue if one.limits and one.why_not_citable is None]
        self.quiet = cache(self._quiet)
        self.frequency = cache(self._frequency)

    def _quiet(self, day: date) -> Quiet | None:
        """The hours in force on ``day``, by the newest provision."""
        for one in self._in_force(day, "quiet_hours"):
            hours: Any = one.limits["quiet_hours"]
            start, end = (second_of(time.fromisoformat(str(hours[at]))) for at in ("start", "end"))
            return Quiet(one.id, one.cite, start, end)
        return None

    def _frequency(self, day: date) -> Frequency | None:
        """The fewest calls that a provision in force on ``day`` allows."""
        found = [
            Frequency(one.id, one.cite, int(str(one.limits["calls_per_day_max"])))
            for one in self._in_force(day, "calls_per_day_max")
        ]
        return min(found, key=lambda one: one.most, default=None)

    def _in_force(self, day: date, limit: str) -> Sequence[Provision]:
        """Newest first; of equally new ones the first by id."""
        found = [one for one in self._provisions if limit in one.limits and one.in_force(day)]
        found.sort(key=lambda one: one.id)
        return sorted(found, key=lambda one: one.in_force_from or date.min, reverse=True)
