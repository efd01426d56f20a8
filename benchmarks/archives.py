"""Archives of sent messages with known truth: template families, fills, agents, threads, offences.

    python -m benchmarks.archives OUT.parquet --messages 100000

The same arguments give the same archive. Every sentence was written for this generator.
"""

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from benchmarks.archive_families import CLOSINGS, LAWFUL, OFFENCES, OPENINGS, RISING, SIGNATURES
from benchmarks.archive_texts import filled, made_distinct
from benchmarks.archive_truth import Truth, counted

FIRST_DAY: Final = date(2025, 12, 1)
DAYS: Final = 90
"""From before the public security law of 2026 until after the bankers' guideline of that year."""

_HOUR: Final = 3600
_NIGHT_AGENTS: Final = 2


@dataclass(frozen=True)
class Archive:
    table: pa.Table
    truth: Truth


def archive(
    messages: int,
    templates: int = 2000,
    *,
    seed: int = 1,
    distinct: float = 0.0,
    odd: float = 0.0,
    offending: float = 0.02,
) -> Archive:
    """An archive with the columns that Chinese platforms export.

    Args:
        distinct: share of messages with a word of their own, so that no other is like them.
        odd: share of names and numbers that are no mere fields: words, 110, identity numbers.
        offending: share of the templates that offend.
    """
    rng = default_rng(seed)
    written, categories = _templates(rng, templates, offending)
    agents = max(4, min(40, templates // 25))
    of = rng.integers(0, templates, messages)
    kinds = rng.choice(
        ["sms", "sms", "sms", "sms", "im", "voice_script", "letter"], templates
    ).astype(object)
    recipients = rng.choice(["debtor"] * 18 + ["third_party", "guarantor"], templates).astype(
        object
    )
    persons = rng.integers(0, max(1, messages // 8), messages)
    days = rng.integers(0, DAYS, messages)
    agent = of % agents
    seconds = rng.integers(9 * _HOUR, 21 * _HOUR, messages)
    night = (agent < _NIGHT_AGENTS) & (rng.random(messages) < 0.3)
    seconds[night] = rng.choice([22, 23, 0, 6, 7], night.sum()) * _HOUR + rng.integers(
        0, _HOUR, night.sum()
    )
    _bursts(rng, kinds[of] == "voice_script", persons, days)
    texts = filled(rng, written, of, odd)
    texts = made_distinct(rng, texts, distinct)
    channel, recipient = kinds[of], recipients[of]
    rising = _rising(rng, texts, persons, days, seconds, channel, recipient)
    moments = np.datetime64(FIRST_DAY) + days.astype("timedelta64[D]")
    sent = moments.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    ids = [f"m{number:08d}" for number in range(messages)]
    table = pa.table(
        {
            "编号": ids,
            "短信内容": texts,
            "发送时间": pa.array(sent - np.timedelta64(8, "h")).cast(pa.timestamp("us", "UTC")),
            "渠道": pa.array(channel, pa.string()),
            "接收人类型": pa.array(recipient, pa.string()),
            "坐席": pa.array([f"坐席{number:03d}" for number in agent]),
            "客户编号": pa.array([f"k{number:07d}" for number in persons]),
        }
    )
    known = {
        ids[row]: categories[of[row]]
        for row in np.flatnonzero(np.isin(of, list(categories)))
        if row not in rising
    } | {ids[row]: category for row, category in rising.items() if category}
    return Archive(table, counted(table, known, frozenset(f"k{persons[r]:07d}" for r in rising)))


def _templates(rng: Generator, count: int, offending: float) -> tuple[list[str], dict[int, str]]:
    """Distinct templates; those that offend by number, with their category."""
    parts = (SIGNATURES, OPENINGS, LAWFUL, CLOSINGS)
    total = int(np.prod([len(part) for part in parts]))
    chosen = rng.choice(total, count, replace=False)
    indexes = np.unravel_index(chosen, [len(part) for part in parts])
    written = [
        "".join(part[i] for part, i in zip(parts, row, strict=True))
        for row in zip(*indexes, strict=True)
    ]
    planted: dict[int, str] = {}
    for number in rng.choice(count, int(count * offending), replace=False):
        category, sentence = OFFENCES[len(planted) % len(OFFENCES)]
        signature, opening = (
            part[i[number]] for part, i in zip(parts[:2], indexes[:2], strict=True)
        )
        written[number] = f"{signature}{opening}{sentence}{parts[3][indexes[3][number]]}"
        planted[int(number)] = category
    return written, planted


def _bursts(rng: Generator, voice: NDArray[Any], persons: NDArray[Any], days: NDArray[Any]) -> None:
    """Calls heaped on one person and day: five each, as far as there are calls."""
    calls = rng.permutation(np.flatnonzero(voice))
    for burst in range(len(calls) // 200):
        rows = calls[burst * 5 : burst * 5 + 5]
        persons[rows] = persons[rows[0]]
        days[rows] = days[rows[0]]


def _rising(
    rng: Generator,
    texts: list[str],
    persons: NDArray[Any],
    days: NDArray[Any],
    seconds: NDArray[Any],
    channel: NDArray[Any],
    recipient: NDArray[Any],
) -> dict[int, str]:
    """Threads of persons of their own that begin politely and end with a threat."""
    step = len(RISING)
    rows = rng.permutation(len(texts))[: len(texts) // 5000 * step]
    planted: dict[int, str] = {}
    for thread, start in enumerate(range(0, len(rows), step)):
        for at, row in enumerate(rows[start : start + step]):
            category, texts[row] = RISING[at]
            persons[row] = len(texts) + thread
            days[row], seconds[row] = 10 + 3 * at, 10 * _HOUR + thread % _HOUR
            channel[row], recipient[row] = "im", "debtor"
            planted[int(row)] = category
    return planted


def write(table: pa.Table, path: Path, rows: int = 100_000) -> None:
    """As Parquet, in row groups of ``rows``."""
    pq.write_table(table, path, compression="zstd", row_group_size=rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--templates", type=int, default=2000)
    parser.add_argument("--distinct", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = archive(asked.messages, asked.templates, seed=asked.seed, distinct=asked.distinct)
    write(made.table, asked.out)
    truth = made.truth
    print(
        f"{asked.messages} 条；违规 {len(truth.offences)}，安静时段 {len(truth.quiet)}，"
        f"超频 {len(truth.frequent)} 人日，语气升级 {len(truth.rising)} 个会话"
    )


if __name__ == "__main__":
    main()
