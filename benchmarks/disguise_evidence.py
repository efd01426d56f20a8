"""Fits what evidence a disguise needs, on the training part of the corpus; prints the weights for the code.

    python -m benchmarks.disguise_evidence

Candidates in lawful and ordinary texts are chance; in disguised offences, those whose word stands in
the plain text and not in the disguised one are disguises. Needs scikit-learn (the dev extra).
"""

import random
from collections.abc import Iterator

from sklearn.linear_model import LogisticRegression

from benchmarks.disguising import KINDS, disguise
from benchmarks.messages import CORPUS
from benchmarks.ordinary import sentences
from tonecheck import Checker
from tonecheck.evaluate.corpus import read_cases
from tonecheck.text.disguise.evidence import Signs, gain, signs_of
from tonecheck.text.disguise.loosened import as_it_stands, respelled
from tonecheck.text.disguise.undo import Undoer
from tonecheck.text.reading import Reading

WRITERS = ("w1", "w2", "w3")
"""Whose offences are disguised; the other writers check the result."""

ORDINARY = 3_000
FOLDED = {"script", "width", "invisible", "script+invisible", "script+separator", "width+separator"}

Row = tuple[float, ...]


def _rows(undoer: Undoer, text: str) -> Iterator[tuple[str, str, Row]]:
    """Word, what is written, and signs of every candidate in a text."""
    folded = Reading(text).text
    base = (respelled(folded) or as_it_stands(folded)).text
    for candidate in undoer.candidates(base):
        signs = (gain(base, candidate), *map(float, signs_of(base, candidate)))
        yield candidate.word, base[candidate.start : candidate.end], signs


def _examples(undoer: Undoer) -> Iterator[tuple[bool, Row]]:
    choose = random.Random(5)
    cases = list(read_cases(sorted((CORPUS / "train").glob("*.jsonl"))))
    lawful = [case.text for case in cases if case.label == "lawful"]
    for text in (*choose.sample(sentences(), ORDINARY), *lawful):
        for _, _, signs in _rows(undoer, text):
            yield False, signs
    for case in (case for case in cases if case.findings and case.writer in WRITERS):
        plain, marked = Reading(case.text).text, case.findings[0]
        for kind in (kind for kind in KINDS if kind not in FOLDED):
            seed = random.Random(f"{case.id} {kind}")
            disguised = disguise(case.text, (marked.start, marked.end), kind, seed)
            for word, written, signs in _rows(undoer, disguised) if disguised else ():
                if word in plain and written not in plain:
                    yield True, signs


def main() -> None:
    labels, rows = zip(*_examples(Checker(model=False).ways.undoer), strict=True)
    model = LogisticRegression(max_iter=3_000).fit(rows, labels)
    print(f"{len(rows)} candidates, {sum(labels)} of them disguises")
    for name, weight in zip(("gain", *Signs._fields), model.coef_[0], strict=True):
        print(f"  {name:16} {weight:6.2f}")
    print(f"  {'bias':16} {model.intercept_[0]:6.2f}")


if __name__ == "__main__":
    main()
