"""Fits what evidence a disguise needs; prints the weights for the code.

    python -m benchmarks.disguise_evidence

Candidates in lawful and ordinary texts are chance; in disguised offences, those whose word stands in
the plain text and not in the disguised one are disguises. What neighbours say is fitted apart, the
other weights being as they are: the messages of one half of the writers tell which characters are
neighbours, those of the other half what that is worth. Needs scikit-learn (the dev extra).
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.disguising import KINDS, disguise
from benchmarks.messages import CORPUS
from benchmarks.ordinary import sentences
from tonecheck import Checker
from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.text.disguise import neighbours
from tonecheck.text.disguise.evidence import BIAS, WEIGHTS, Signs, gain, signs_of
from tonecheck.text.disguise.loosened import as_it_stands, respelled
from tonecheck.text.disguise.neighbours import with_words
from tonecheck.text.disguise.tables import read_neighbours
from tonecheck.text.disguise.undo import Undoer
from tonecheck.text.reading import Reading
from tonecheck.training.neighbours import counted, texts

WRITERS = ("w1", "w2", "w3")
"""Whose offences are disguised; the other writers check the result."""

ORDINARY = 3_000
OFFENCES = 700
LAWFUL = 6_000
FOLDED = {"script", "width", "invisible", "script+invisible", "script+separator", "width+separator"}

NEIGHBOURS = ("another", "strange", "fits", "misfits", "likelier")
"""The signs that neighbours give, the last ones."""

Row = tuple[float, ...]
Numbers = np.ndarray[Any, np.dtype[Any]]


def _rows(undoer: Undoer, text: str) -> Iterator[tuple[str, str, Row]]:
    """Word, what is written, and signs of every candidate in a text."""
    folded = Reading(text).text
    base = (respelled(folded) or as_it_stands(folded)).text
    for candidate in undoer.candidates(base):
        signs = (gain(base, candidate), *map(float, signs_of(base, candidate)))
        yield candidate.word, base[candidate.start : candidate.end], signs


def _examples(
    undoer: Undoer, cases: Sequence[Case], offences: Iterable[Case], ordinary: Iterable[str]
) -> Iterator[tuple[bool, Row]]:
    lawful = (case.text for case in cases if case.label == "lawful")
    for text in (*ordinary, *lawful):
        for _, _, signs in _rows(undoer, text):
            yield False, signs
    for case in (case for case in offences if case.findings):
        plain, marked = Reading(case.text).text, case.findings[0]
        for kind in (kind for kind in KINDS if kind not in FOLDED):
            seed = random.Random(f"{case.id} {kind}")
            disguised = disguise(case.text, (marked.start, marked.end), kind, seed)
            for word, written, signs in _rows(undoer, disguised) if disguised else ():
                if word in plain and written not in plain:
                    yield True, signs


def _alone(undoer: Undoer, cases: Sequence[Case]) -> None:
    """The weights of all signs but those of neighbours."""
    offences = [case for case in cases if case.writer in WRITERS]
    ordinary = random.Random(5).sample(sentences(), ORDINARY)
    rows, labels = _numbers(_examples(undoer, cases, offences, ordinary))
    model = LogisticRegression(max_iter=3_000).fit(rows[:, : -len(NEIGHBOURS)], labels)
    names = ("gain", *Signs._fields[: -len(NEIGHBOURS)], "bias")
    _print("alone", names, [*model.coef_[0], *model.intercept_])


def _with_neighbours(undoer: Undoer, cases: Sequence[Case]) -> None:
    """The weights of neighbours' signs besides what the others say."""
    halves: tuple[list[Case], list[Case]] = [], []
    for case in cases:
        halves[int(case.writer.removeprefix("w")) % 2].append(case)
    known = with_words(read_neighbours(counted(texts(halves[1]))))
    choose = random.Random(5)
    offences = choose.sample([case for case in halves[0] if case.findings], OFFENCES)
    lawful = choose.sample([case for case in halves[0] if case.label == "lawful"], LAWFUL)
    with patch.object(neighbours, "neighbours", lambda: known):
        rows, labels = _numbers(_examples(undoer, lawful, offences, sentences()))
    said = rows[:, -len(NEIGHBOURS)] > 0
    rows, labels = rows[said], labels[said]
    before = rows[:, : -len(NEIGHBOURS)] @ np.array(WEIGHTS[: -len(NEIGHBOURS)]) + BIAS
    signs = np.column_stack([before, rows[:, 1 - len(NEIGHBOURS) :]])
    model = LogisticRegression(max_iter=3_000).fit(signs, labels)
    unit, *weights = model.coef_[0]  # evidence is measured by what came before
    told = [weight / unit for weight in (*model.intercept_, *weights)]
    _print("with neighbours", NEIGHBOURS, told)


def main() -> None:
    undoer = Checker(model=False).ways.undoer
    cases = list(read_cases(sorted((CORPUS / "train").glob("*.jsonl"))))
    _alone(undoer, cases)
    _with_neighbours(undoer, cases)


def _numbers(examples: Iterable[tuple[bool, Row]]) -> tuple[Numbers, Numbers]:
    labels, rows = zip(*examples, strict=True)
    print(f"{len(rows)} candidates, {sum(labels)} of them disguises")
    return np.array(rows), np.array(labels)


def _print(title: str, names: Sequence[str], weights: Sequence[float]) -> None:
    print(title)
    for name, weight in zip(names, weights, strict=True):
        print(f"  {name:16} {weight:6.2f}")


if __name__ == "__main__":
    main()
