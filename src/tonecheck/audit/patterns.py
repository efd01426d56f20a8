"""What only an archive shows: quiet hours, too many calls, third parties, a tone that rises."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tonecheck.audit.contacts import Contacts
from tonecheck.audit.counts import add_numbers
from tonecheck.audit.limits import UNTIMED, VOICE, Frequency, Limits, Quiet
from tonecheck.audit.schema import PATTERNS
from tonecheck.audit.skeletons import local_seconds
from tonecheck.audit.times import EPOCH, SECONDS_A_DAY
from tonecheck.message import CHANNELS, RECIPIENTS
from tonecheck.report import SEVERITY_ORDER

_LISTED: Final = 50
_FEWEST_IN_A_RISE: Final = 3
_FEWEST_OFFENCES: Final = 2
_WARN: Final = SEVERITY_ORDER["warn"]
_THIRD: Final = RECIPIENTS.index("third_party")


class _Pattern(NamedTuple):
    """What shows in ``rows``, which are in order of time."""

    kind: str
    rows: NDArray[Any]
    day: date
    detail: str
    limit: Quiet | Frequency | None = None
    most: int | None = None
    channel: str | None = None


class People:
    """The messages of some persons, ordered by person and time.

    A person is contacted by what goes to them, or to whoever owes beside them; what goes to third
    parties is counted apart.
    """

    def __init__(self, table: pa.Table, limits: Limits) -> None:
        table = table.sort_by(
            [("person", "ascending"), ("sent_at", "ascending"), ("order", "ascending")]
        )
        self._table = table
        self._limits = limits
        self._seconds = local_seconds(table["sent_at"].combine_chunks())
        self._days = self._seconds // SECONDS_A_DAY
        self._person = _changes(table["person"])
        self._channel = table["channel"].to_numpy()
        self._third = table["recipient"].to_numpy() == _THIRD
        self.contacts = Contacts()

    def patterns(self) -> pa.Table:
        """A row for each; `contacts` holds the counts afterwards."""
        return self._told([*self._by_day(), *self._third_parties(), *self._rising()])

    def _by_day(self) -> Iterator[_Pattern]:
        """Quiet hours, and calls beyond what the day allows."""
        direct = np.flatnonzero(~self._third)
        pairs = self._person[direct] * (1 << 20) + self._days[direct]
        _, counts = np.unique(pairs, return_counts=True)
        self.contacts.persons = len(np.unique(self._person[direct]))
        self.contacts.person_days = len(counts)
        sizes, how_often = np.unique(counts, return_counts=True)
        self.contacts.per_day = dict(zip(sizes.tolist(), how_often.tolist(), strict=True))
        yield from self._quiet()
        calls = direct[self._channel[direct] == CHANNELS.index(VOICE)]
        for rows in _runs(calls, self._person[calls] * (1 << 20) + self._days[calls], 2):
            day = self._day(rows[0])
            limit = self._limits.frequency(day)
            if limit and len(rows) > limit.most:
                self.contacts.frequent_days += 1
                self.contacts.contacts_over += len(rows) - limit.most
                add_numbers(self.contacts.frequent_by, {limit.provision: 1})
                detail = f"当日拨打 {len(rows)} 次，超过 {limit.most} 次"
                yield _Pattern("frequency", rows, day, detail, limit, limit.most, VOICE)

    def _quiet(self) -> Iterator[_Pattern]:
        """Third parties sleep at night, too."""
        untimed = [CHANNELS.index(channel) for channel in UNTIMED]
        clock = self._seconds % SECONDS_A_DAY
        held = np.zeros(len(clock), bool)
        for number in np.unique(self._days):
            hours = self._limits.quiet(EPOCH + timedelta(days=int(number)))
            if hours:
                of_day = self._days == number
                held[of_day] = hours.hold(clock[of_day])
        rows = np.flatnonzero(held & ~np.isin(self._channel, untimed))
        for run in _runs(rows, self._person[rows] * (1 << 20) + self._days[rows], 1):
            day = self._day(run[0])
            quiet = self._limits.quiet(day)
            if quiet:
                self.contacts.quiet_days += 1
                self.contacts.quiet_contacts += len(run)
                add_numbers(self.contacts.quiet_by, {quiet.provision: len(run)})
                detail = f"安静时段联系 {len(run)} 次"
                yield _Pattern("quiet_hours", run, day, detail, quiet)

    def _third_parties(self) -> Iterator[_Pattern]:
        rows = np.flatnonzero(self._third)
        for run in _runs(rows, self._person[rows], 1):
            self.contacts.third_persons += 1
            self.contacts.third_contacts += len(run)
            detail = f"向第三人发送 {len(run)} 次"
            yield _Pattern("third_party", run, self._day(run[0]), detail)

    def _rising(self) -> Iterator[_Pattern]:
        """First nothing to object to, then nothing else, and no milder at the end.

        Of one person in one thread: some archives call a group, or an agent's whole day, a thread.
        """
        worst = self._table["worst"].to_numpy()
        thread = self._person * (len(self._person) + 1) + _changes(self._table["thread"]) + 1
        direct = np.flatnonzero(~self._third)
        direct = direct[_offending_enough(thread[direct], worst[direct] >= _WARN)]
        ordered = direct[np.argsort(thread[direct], kind="stable")]
        for run in _runs(ordered, thread[ordered], _FEWEST_IN_A_RISE):
            tones = worst[run]
            offending = np.flatnonzero(tones >= _WARN)
            count = len(offending)
            if (
                _FEWEST_OFFENCES <= count < len(run)
                and offending[0] == len(run) - count
                and tones[-1] == tones[offending].max()
            ):
                self.contacts.rising += 1
                detail = f"前 {len(run) - count} 条正常，其后 {count} 条都有问题"
                yield _Pattern("escalation", run, self._day(run[0]), detail)

    def _day(self, row: int) -> date:
        return EPOCH + timedelta(days=int(self._days[row]))

    def _told(self, found: Sequence[_Pattern]) -> pa.Table:
        """All patterns in columns."""
        first = pa.array([one.rows[0] for one in found], pa.int64())
        last = pa.array([one.rows[-1] for one in found], pa.int64())
        listed = [one.rows[:_LISTED] for one in found]
        sizes = [len(rows) for rows in listed]
        offsets = pa.array([0, *np.cumsum(sizes, dtype=np.int32)], pa.int32())
        keys = self._table["message"].take(pa.array(_joined(listed))).combine_chunks()
        limits = [one.limit for one in found]
        columns = {
            "kind": [one.kind for one in found],
            "person": self._table["person"].take(first),
            "day": [one.day for one in found],
            "channel": [one.channel for one in found],
            "count": [len(one.rows) for one in found],
            "limit": [one.most for one in found],
            "provision": [one and one.provision for one in limits],
            "cite": [one and one.cite for one in limits],
            "first_at": self._table["sent_at"].take(first),
            "last_at": self._table["sent_at"].take(last),
            "senders": _distinct(self._table["sender"], [one.rows for one in found]),
            "messages": pa.ListArray.from_arrays(offsets, keys),
            "detail": [one.detail for one in found],
        }
        return pa.table(
            [_as(columns[field.name], field.type) for field in PATTERNS], schema=PATTERNS
        )


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, np.int64), *parts])


def _distinct(column: pa.ChunkedArray, parts: Sequence[NDArray[Any]]) -> list[list[str]]:
    """Of each part the values of its rows, each once, in order."""
    encoded = column.combine_chunks().dictionary_encode()
    names = encoded.dictionary.to_pylist()
    numbers = encoded.indices.fill_null(-1).to_numpy()
    return [
        sorted(names[number] for number in set(numbers[rows].tolist()) if number >= 0)
        for rows in parts
    ]


def _offending_enough(keys: NDArray[Any], offends: NDArray[Any]) -> NDArray[Any]:
    """Of each row whether `_FEWEST_OFFENCES` of its key's rows offend: the others rise to nothing."""
    found, counts = np.unique(keys[offends], return_counts=True)
    chosen: NDArray[Any] = np.isin(keys, found[counts >= _FEWEST_OFFENCES])
    return chosen


def _as(column: Any, kind: pa.DataType) -> Any:
    return pa.array(column, kind) if isinstance(column, list) else pc.cast(column, kind)


def _changes(column: pa.ChunkedArray) -> NDArray[Any]:
    """A number for each distinct value."""
    encoded = column.combine_chunks().dictionary_encode()
    numbers: NDArray[Any] = encoded.indices.fill_null(-1).to_numpy().astype(np.int64)
    return numbers


def _runs(rows: NDArray[Any], keys: NDArray[Any], fewest: int) -> Iterator[NDArray[Any]]:
    """Stretches of ``rows`` with one key, of at least ``fewest``."""
    if not len(rows):
        return
    borders = [0, *(np.flatnonzero(np.diff(keys)) + 1), len(rows)]
    for start, end in pairwise(borders):
        if end - start >= fewest:
            yield rows[start:end]


def sorted_patterns(tables: Sequence[pa.Table]) -> pa.Table:
    """All parts, in an order of their own."""
    together = pa.concat_tables(tables)
    columns = {name: together[name] for name in ("person", "first_at", "count", "detail")}
    columns["kind"] = pc.cast(together["kind"], pa.string())
    order = [(name, "ascending") for name in ("kind", "person", "first_at", "count", "detail")]
    return together.take(pc.sort_indices(pa.table(columns), order))
