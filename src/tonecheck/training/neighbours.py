"""Which characters stand side by side in the training messages, for the undoing of disguises.

    python -m tonecheck.training.neighbours      write rules/disguises/neighbours.txt anew

A line for each character: those that follow it, each after the degree of how often they do. What
was seen once is left out: it may be a slip of the pen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.shipped import shipped
from tonecheck.text.disguise.neighbours import BORDER, side
from tonecheck.text.reading import Reading

_FEWEST: Final = 2
_HIGHEST: Final = 9
CORPUS: Final = Path("corpus/train")


def texts(cases: Iterable[Case]) -> Iterator[str]:
    """The comparable texts of messages."""
    return (Reading.of(case.message()).text for case in cases)


def counted(read: Iterable[str]) -> str:
    """The table of comparable texts, as it is written to the file."""
    pairs = Counter(
        pair
        for text in read
        for pair in pairwise(map(side, ("", *text, "")))
        if all(pair) and pair != (BORDER, BORDER)
    )
    lines: defaultdict[str, str] = defaultdict(str)
    degree: dict[str, int] = {}
    for (one, two), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if count >= _FEWEST:
            high = min(count.bit_length(), _HIGHEST)
            lines[one] += f"{high if degree.get(one) != high else ''}{two}"
            degree[one] = high
    return "".join(f"{one}{line}\n" for one, line in sorted(lines.items()))


def main() -> None:
    """Count and write."""
    table = counted(texts(read_cases(sorted(CORPUS.glob("*.jsonl")))))
    (shipped("rules") / "disguises" / "neighbours.txt").write_text(table, "utf-8")


if __name__ == "__main__":
    main()
