"""Messages that say nearly the same: they must not stand on both sides of a split.

python -m benchmarks.near_duplicates
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Final

from datasketch import MinHash, MinHashLSH

from benchmarks.messages import CORPUS
from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.text.fold import fold

SIMILAR: Final = 0.7
"""Estimated Jaccard similarity of character trigrams from which two messages are the same."""

_PERMUTATIONS: Final = 128


@cache
def _sketch(text: str) -> MinHash:
    """MinHash of the trigrams (Broder 1997)."""
    folded = fold(text).text
    sketch = MinHash(num_perm=_PERMUTATIONS)
    grams = {folded[at : at + 3] for at in range(max(1, len(folded) - 2))}
    sketch.update_batch([gram.encode() for gram in sorted(grams)])
    return sketch


def near_duplicates(cases: Iterable[Case], others: Iterable[Case]) -> Iterator[tuple[str, str]]:
    """Ids of those of ``cases`` that nearly repeat one of ``others``, with that one's id."""
    index = MinHashLSH(threshold=SIMILAR, num_perm=_PERMUTATIONS)
    sketches = {}
    for other in others:
        sketches[other.id] = _sketch(other.text)
        index.insert(other.id, sketches[other.id])
    for case in cases:
        sketch = _sketch(case.text)
        for other_id in index.query(sketch):
            if sketch.jaccard(sketches[other_id]) >= SIMILAR:
                yield case.id, other_id


def main() -> None:
    splits = {
        split: list(read_cases(sorted((CORPUS / split).glob("*.jsonl"))))
        for split in ("train", "dev", "test")
    }
    for (one, cases), (other, others) in combinations(splits.items(), 2):
        found = list(near_duplicates(cases, others))
        print(f"{one} and {other}: {len(found)} near-duplicates {found}")


if __name__ == "__main__":
    main()
