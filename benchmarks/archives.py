"""Archives of sent messages with known truth: template families, fills, agents, threads, offences.

    python -m benchmarks.archives OUT.parquet --messages 100000

The same arguments give the same archive. Every sentence was written for this generator.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from benchmarks.archive_families import CLOSINGS, LAWFUL, OFFENCES, OPENINGS, RISING, SIGNATURES

FIRST_DAY: Final = date(2025, 12, 1)
DAYS: Final = 90
"""From before the public security law of 2026 until after the bankers' guideline of that year."""

_HOUR: Final = 3600
_MAINLAND: Final = timedelta(hours=8)
_NIGHT_AGENTS: Final = 2
_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文辉力鑫梓涵宇浩然欣怡晨"
_ODD_NAMES: Final = ("钱多多", "高兴", "万事通", "史珍香", "王八一", "马上到", "毛孩子", "牛二")
_ODD_NUMBERS: Final = (
    "110",
    "250",
    "748",
    "12368",
    "31010419880304521X",
    "22:30",
    "6228480402564890018",
)


@dataclass(frozen=True)
class Truth:
    """What was put into an archive, counted apart from the audit."""

    offences: dict[str, str]
    """Of each message made from an offending family, the family's category."""
    quiet: frozenset[str] = frozenset()
    """Messages sent in the quiet hours, letters aside."""
    frequent: dict[tuple[str, date], int] = field(default_factory=dict)
    """Calls to one person on one day, where there are more than three."""
    third_parties: dict[str, int] = field(default_factory=dict)
    """Of each person the messages to others about them."""
    rising: frozenset[str] = frozenset()
    """Threads that were planted to rise in tone."""


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
    texts = _filled(rng, written, of, odd)
    texts = _made_distinct(rng, texts, distinct)
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
    return Archive(table, _counted(table, known, frozenset(f"k{persons[r]:07d}" for r in rising)))


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


def _filled(rng: Generator, templates: Sequence[str], of: NDArray[Any], odd: float) -> list[str]:
    """The text of every message: its template with fields of its own."""
    total = len(of)
    surname = pa.array(list(_SURNAMES)).take(pa.array(rng.integers(0, len(_SURNAMES), total)))
    given = pa.array(["", *_GIVEN])
    first = given.take(pa.array(rng.integers(0, len(given), total)))
    second = given.take(pa.array(rng.integers(0, len(given), total)))
    name = pc.binary_join_element_wise(surname, first, second, "")
    cents = pa.array([f"{number:02d}" for number in range(100)])
    yuan = pc.cast(
        pa.array(np.exp(rng.uniform(np.log(100), np.log(80000), total)).astype(int)), pa.string()
    )
    amount = pc.binary_join_element_wise(
        yuan, cents.take(pa.array(rng.integers(0, 100, total))), "."
    )
    tail = pa.array([f"{number:04d}" for number in range(10000)])
    tail = tail.take(pa.array(rng.integers(0, 10000, total)))
    due = pa.array([f"{m}月{d}日" for m in range(1, 13) for d in range(1, 29)])
    due = due.take(pa.array(rng.integers(0, len(due), total)))
    late = pc.cast(pa.array(rng.integers(1, 400, total)), pa.string())
    alphabet = np.array(list("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
    letters = alphabet[rng.integers(0, len(alphabet), (total, 5))].astype("<U1")
    link = pc.binary_join_element_wise("A6", pa.array(letters.view("<U5").ravel()), "")
    if odd:
        name = _replaced(rng, name, _ODD_NAMES, odd)
        tail = _replaced(rng, tail, _ODD_NUMBERS, odd)
    columns = {
        "name": name,
        "amount": amount,
        "tail": tail,
        "date": due,
        "late": late,
        "link": link,
    }
    order = np.argsort(of, kind="stable")
    borders = np.searchsorted(of[order], np.arange(len(templates) + 1))
    chunks = []
    for number, template in enumerate(templates):
        rows = pa.array(order[borders[number] : borders[number + 1]])
        if len(rows):
            pieces = [
                columns[part].take(rows) if at % 2 else pa.scalar(part)
                for at, part in enumerate(_split(template))
            ]
            chunks.append(pc.binary_join_element_wise(*pieces, pa.scalar("")))
    back = np.empty(total, np.int64)
    back[order] = np.arange(total)
    texts: list[str] = pa.chunked_array(chunks).take(pa.array(back)).to_pylist()
    return texts


def _split(template: str) -> list[str]:
    """Literal text and field names by turns."""
    return template.replace("}", "{").split("{")


def _replaced(rng: Generator, column: pa.Array, odd: Sequence[str], share: float) -> pa.Array:
    others = pa.array(odd).take(pa.array(rng.integers(0, len(odd), len(column))))
    return pc.if_else(pa.array(rng.random(len(column)) < share), others, column)


def _made_distinct(rng: Generator, texts: list[str], share: float) -> list[str]:
    """A clause of its own at the end of that share of messages: words, so no field."""
    words = "风花雪月山川河流春夏秋冬梅兰竹菊松柏桃李东南西北"
    for row in np.flatnonzero(rng.random(len(texts)) < share):
        mark = "".join(words[i] for i in rng.integers(0, len(words), 7))
        texts[row] += f"服务编码{mark}。"
    return texts


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


def _counted(table: pa.Table, offences: dict[str, str], rising: frozenset[str]) -> Truth:
    """Hours, calls and third parties, row by row from what was written."""
    quiet: set[str] = set()
    calls: Counter[tuple[str, date]] = Counter()
    others: defaultdict[str, int] = defaultdict(int)
    names = ("编号", "发送时间", "渠道", "接收人类型", "客户编号")
    for key, sent, channel, recipient, person in zip(
        *(table[name].to_pylist() for name in names), strict=True
    ):
        local: datetime = sent.astimezone(UTC) + _MAINLAND
        if channel != "letter" and not 8 <= local.hour < 22:
            quiet.add(key)
        if recipient == "third_party":
            others[person] += 1
        elif channel == "voice_script":
            calls[person, local.date()] += 1
    frequent = {pair: count for pair, count in calls.items() if count > 3}
    return Truth(offences, frozenset(quiet), frequent, dict(others), rising)


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
