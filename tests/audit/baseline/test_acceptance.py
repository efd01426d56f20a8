"""Findings against a list: what is accepted, what is left, which entries are past or of no use."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.audit.baseline.acceptance import Acceptance
from tonecheck.audit.baseline.reading import Baseline, Entry

TODAY = date(2026, 3, 2)
SKELETONS = ("a" * 32, "b" * 32)
RULES = ("insult/a", "insult/b")

Found = tuple[int, str, str, str]
"""Row, rule, skeleton and severity of a finding."""

entries = st.lists(
    st.tuples(st.sampled_from(RULES), st.sampled_from(SKELETONS), st.integers(-2, 2)),
    unique_by=lambda one: one[:2],
)
found = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(RULES),
        st.sampled_from(SKELETONS),
        st.sampled_from(["block", "warn", "info"]),
    )
).map(sorted)


def baseline(listed: Sequence[tuple[str, str, int]]) -> Baseline:
    made = [
        Entry(number, rule, skeleton, "误标", "合规部", TODAY + timedelta(days))
        for number, (rule, skeleton, days) in enumerate(listed, 1)
    ]
    return Baseline("基线.yaml", "0" * 64, tuple(made))


def batch(rows: Sequence[Found]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    names = pa.dictionary(pa.int32(), pa.string())
    return pa.RecordBatch.from_arrays(
        [
            pa.array(["存档.csv"] * len(rows), pa.string()).cast(names),
            pa.array(columns[0], pa.int64()),
            pa.array(columns[1], pa.string()).cast(names),
            pa.array(columns[2], pa.string()),
            pa.array(columns[3], pa.string()).cast(names),
        ],
        ["source", "row", "rule", "skeleton", "severity"],
    )


@given(entries, found, st.integers(0, 12))
def test_findings_are_counted_as_one_would_by_hand(
    listed: list[tuple[str, str, int]], rows: list[Found], cut: int
) -> None:
    acceptance = Acceptance(baseline(listed), TODAY)
    parts = [batch(part) for part in (rows[:cut], rows[cut:])]
    marked = [one for part in parts for one in acceptance.accepted(part).to_pylist()]
    for part in parts:
        acceptance.count(part)
    valid = {(rule, skeleton) for rule, skeleton, days in listed if days >= 0}
    assert marked == [(rule, skeleton) in valid for _, rule, skeleton, _ in rows]
    told = acceptance.told()
    accepted = [row for row, mark in zip(rows, marked, strict=True) if mark]
    assert told["accepted"] == {
        "findings": len(accepted),
        "messages": len({row[0] for row in accepted}),
    }
    left = Counter(row[3] for row, mark in zip(rows, marked, strict=True) if not mark)
    assert told["remaining"] == {name: left[name] for name in ("block", "warn", "info")}
    matched = Counter((rule, skeleton) for _, rule, skeleton, _ in rows)
    expired = [(rule, skeleton) for rule, skeleton, days in listed if days < 0]
    assert [(one["rule"], one["skeleton"]) for one in told["expired"]] == expired
    assert [one["findings"] for one in told["expired"]] == [matched[key] for key in expired]
    assert [(one["rule"], one["skeleton"]) for one in told["unused"]] == [
        (rule, skeleton)
        for rule, skeleton, days in listed
        if days >= 0 and not matched[rule, skeleton]
    ]


def test_an_entry_holds_to_the_end_of_its_last_day() -> None:
    rows: list[Found] = [(1, RULES[0], SKELETONS[0], "block")]
    last = baseline([(RULES[0], SKELETONS[0], 0)])
    assert Acceptance(last, TODAY).accepted(batch(rows)).to_pylist() == [True]
    assert Acceptance(last, date(2026, 3, 3)).accepted(batch(rows)).to_pylist() == [False]


def test_an_entry_is_listed_with_all_that_is_known_of_it() -> None:
    told = Acceptance(baseline([(RULES[0], SKELETONS[0], 1)]), TODAY).told()
    assert told["unused"] == [
        {
            "line": 1,
            "rule": RULES[0],
            "skeleton": SKELETONS[0],
            "reason": "误标",
            "owner": "合规部",
            "expires": "2026-03-03",
            "findings": 0,
        }
    ]
    assert (told["file"], told["entries"]) == ("基线.yaml", 1)
