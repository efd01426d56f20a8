"""Times of sending as archives write them: with their zone, or in the one configured."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonecheck.audit.exclusions import Reason
from tonecheck.message import last_second

EPOCH: Final = date(1970, 1, 1)
"""Days are counted from it, and seconds, by mainland clocks."""

SECONDS_A_DAY: Final = 86_400

_DIGITS: Final = 14
"""Of a time without anything between year, month, day, hour, minute and second."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""No message was sent in other years, and mainland clocks have not been changed in these."""


def second_of(clock: time) -> int:
    """The second of the day."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def as_text(column: pa.Array) -> pa.Array:
    """The column as plain strings."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column if pa.types.is_string(column.type) else pc.cast(column, pa.string())


def times(
    column: pa.Array | None,
    zone: ZoneInfo | None,
    reasons: list[Reason | None],
    count: int,
) -> pa.Array:
    """Moments; none where the archive has no such column."""
    utc = pa.timestamp("us", "UTC")
    if column is None:
        return pa.nulls(count, utc)
    if pa.types.is_timestamp(column.type):
        if column.type.tz is None and zone is not None:
            column = pc.assume_timezone(
                column, str(zone), ambiguous="earliest", nonexistent="earliest"
            )
        missing: Reason = "time_missing"
        if column.type.tz is None:
            missing, column = "time_without_zone", pa.nulls(count, utc)
        for empty in np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)):
            reasons[empty] = reasons[empty] or missing
        column = pc.cast(column, utc, safe=False)
        years = pc.year(column).fill_null(_FIRST_YEAR).to_numpy(zero_copy_only=False)
        for odd in np.flatnonzero((years < _FIRST_YEAR) | (years > _LAST_YEAR)):
            reasons[odd] = reasons[odd] or "bad_time"
        return column
    read = _reader(zone)
    moments: list[datetime | None] = []
    for at, written in enumerate(as_text(column).to_pylist()):
        found = read(written)
        if isinstance(found, datetime):
            moments.append(found)
        else:
            reasons[at] = reasons[at] or found
            moments.append(None)
    return pa.array(moments, utc)


def _reader(zone: ZoneInfo | None) -> Callable[[str | None], datetime | Reason]:
    def read(written: str | None) -> datetime | Reason:
        if not written or not written.strip():
            return "time_missing"
        try:
            moment = datetime.fromisoformat(last_second(_iso(written)))
        except ValueError:
            return "bad_time"
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            return "bad_time"
        if moment.tzinfo is not None:
            return moment
        return "time_without_zone" if zone is None else moment.replace(tzinfo=zone)

    return read


def _iso(written: str) -> str:
    """2026/3/1 9:05, 2026年3月1日 9:05 and 20260301090500 as ISO 8601."""
    written = written.strip()
    if len(written) == _DIGITS and written.isascii() and written.isdigit():
        return f"{written[:8]}T{written[8:]}"
    if len(written) > 10 and written[4] == "-" and written[7] == "-":
        return written
    written = written.replace("年", "-").replace("月", "-").replace("日", " ").replace("/", "-")
    day, _, clock = written.replace("T", " ").partition(" ")
    year, month, date_ = day.split("-")
    hour, _, rest = clock.strip().partition(":")
    if not rest:
        raise ValueError("a day without an hour")
    return f"{year}-{month:0>2}-{date_:0>2}T{hour:0>2}:{rest}"
