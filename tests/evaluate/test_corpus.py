"""The corpus is what its README says: large, balanced, split apart, labelled twice."""

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from benchmarks.near_duplicates import near_duplicates

from tests.cli.running import invoked
from tonecheck.evaluate.corpus import Case, CorpusError, read_cases
from tonecheck.training.data import digest

CORPUS = Path(__file__).parents[2] / "corpus"
SPLITS = ("train", "dev", "test")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('{"text": "您好"}'.encode("gb18030"), ":1: 编码不是 UTF-8"),
        ('{"id": "1", "writer": "w"}', ":1: text：缺少这一项"),
        ('{"id": "1", "writer": "w", "text": "好", "label": "bad"}', "label：应为 violating、"),
        ('\n{"id": }', ":1: 不是合法的 JSON"),
    ],
)
def test_a_wrong_line_is_told_in_chinese(tmp_path: Path, written: str | bytes, says: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(CorpusError, match=says):
        list(read_cases([file]))
    done = invoked("eval", "--no-model", file)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_the_corpus_is_as_large_and_as_balanced_as_promised() -> None:
    splits = {split: list(read_cases(_files(split))) for split in SPLITS}
    cases = [case for split in splits.values() for case in split]
    assert len(cases) >= 8_000
    assert sum(case.kind == "hint" for case in cases) >= 1_200
    assert sum(case.kind == "hard" for case in cases) >= 0.25 * _lawful(cases)
    for split in splits.values():
        assert len(split) >= 1_000
        violating = [case for case in split if case.label == "violating"]
        assert 0.35 <= len(violating) / len(split) <= 0.52
        labelled = {finding.category for case in violating for finding in case.findings}
        assert len(labelled) == 14


def test_the_splits_share_no_writer_pair_or_near_duplicate() -> None:
    splits = [list(read_cases(_files(split))) for split in SPLITS]
    for one, other in combinations(splits, 2):
        for of in ("writer", "pair"):
            assert not {getattr(c, of) for c in one} & {getattr(c, of) for c in other} - {None}
        assert not list(near_duplicates(one, other))


def test_the_test_split_is_frozen() -> None:
    """Whoever changes it says so, by changing the recorded hash."""
    recorded = (CORPUS / "test.sha256").read_text("utf-8").strip()
    assert digest(_files("test")) == recorded


def test_every_message_was_labelled_twice() -> None:
    lines = (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()
    labelled = {row["id"]: row for row in map(json.loads, lines)}
    for split in SPLITS:
        for case in read_cases(_files(split)):
            row = labelled.pop(case.id)
            final = {(finding.category, finding.severity) for finding in case.findings}
            assert row["split"] == split
            assert final == set(map(tuple, row.get("adjudicated", row["first"])))
    assert not labelled


def _files(split: str) -> list[Path]:
    return sorted((CORPUS / split).glob("*.jsonl"))


def _lawful(cases: Sequence[Case]) -> int:
    return sum(case.label == "lawful" for case in cases)
