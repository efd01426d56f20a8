"""Every message in one stratum, counted against the results row by row."""

from collections import Counter, defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from tests.audit.archives import audited, parquet, rows_of
from tonecheck import Checker
from tonecheck.audit.results import Results
from tonecheck.audit.sample.frame import categories_of, frame_of
from tonecheck.categories import CATEGORIES

ORDER = ("block", "warn")


def test_strata_are_those_of_the_results(results_folder: Path) -> None:
    found = defaultdict(set)
    for one in pq.read_table(results_folder / "findings.parquet").to_pylist():
        if one["severity"] != "info":
            found[one["message"]].add(
                (ORDER.index(one["severity"]), CATEGORIES.index(one["category"]))
            )
    verdicts = pq.read_table(results_folder / "verdicts.parquet").to_pylist()
    often = Counter(one["skeleton"] for one in verdicts)
    frame = frame_of(Results(results_folder))
    assert len(frame.of) == len(verdicts)
    for at, verdict in enumerate(verdicts):
        severe = found[verdict["message"]]
        stratum = frame.strata[frame.of[at]]
        assert {CATEGORIES[number] for _, number in severe} == set(
            categories_of(int(frame.found[at]))
        )
        assert stratum.outcome == verdict["decision"]
        worst = CATEGORIES[min(severe)[1]] if severe else None
        assert stratum.kind == (worst or ("suspected" if verdict["findings"] else "ordinary"))
        assert stratum.template == (often[verdict["skeleton"]] >= 10)
    assert sum(frame.sizes()) == len(verdicts)
    by_category = {name: sum(many) for name, many in zip(CATEGORIES, frame.found_in(), strict=True)}
    messages: Counter[str] = Counter()
    for severe in found.values():
        messages.update({CATEGORIES[number] for _, number in severe})
    assert {name: many for name, many in by_category.items() if many} == dict(messages)


def test_what_could_not_be_read_is_a_stratum_of_its_own(checker: Checker, tmp_path: Path) -> None:
    columns = rows_of("锟斤拷锟斤拷烫烫烫锟斤拷锟斤拷", "您的账单已出")
    audited(checker, tmp_path / "out", parquet(tmp_path / "a.parquet", columns))
    frame = frame_of(Results(tmp_path / "out"))
    outcomes = [frame.strata[at].outcome for at in frame.of]
    assert outcomes == ["unread", "pass"]
