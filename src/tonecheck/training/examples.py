"""Labelled messages as the network reads them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import torch
from torch import Tensor

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import Encoding, Window
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS, OFFENSIVE
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.training.served import served

_NUMBER: Final = {label: number for number, label in enumerate(LABELS)}
_RUDE: Final = frozenset({"insult", "sexual"})
_PAD: Final = 1
_BATCHES_SORTED: Final = 50


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its answers.

    ``known`` says which of `LABELS` were judged; ``tags`` are pairs of piece and category.
    """

    window: Window
    positive: tuple[int, ...]
    known: tuple[int, ...]
    tags: tuple[tuple[int, int], ...]
    tagged: bool


def from_case(case: Case, encoding: Encoding) -> Iterator[Example]:
    """The windows of a labelled message; a label belongs to the windows that show some of it."""
    read = served(case.message())
    pieces = encoding.pieces(read.reading)
    for window in encoding.windows(read.message, read.reading, pieces):
        positive: set[int] = set()
        tags: set[tuple[int, int]] = set()
        for piece, (start, end) in enumerate(window.spans):
            if start == end:
                continue
            low, high = read.original_span(start, end)
            for finding in case.findings:
                if low < finding.end and finding.start < high:
                    category = CATEGORIES.index(finding.category)
                    tags.add((piece, category))
                    positive.add(category)
                    if finding.severity == "block":
                        positive.add(category + BLOCK_OFFSET)
        rude = is_rude(case)
        if rude:
            positive.add(_NUMBER[OFFENSIVE])
        known = tuple(range(len(LABELS) - (rude is None)))
        yield Example(window, tuple(sorted(positive)), known, tuple(sorted(tags)), True)


def is_rude(case: Case) -> bool | None:
    """Whether COLD would call it offensive; None where our labels do not say."""
    if any(finding.category in _RUDE for finding in case.findings):
        return True
    return False if case.kind in {"ordinary", "stern", "other"} else None


def from_post(text: str, offensive: bool, encoding: Encoding) -> Iterator[Example]:
    """A post of COLD, judged for general offence; one that is inoffensive threatens nobody either."""
    message, reading, _ = served(Message(text=text))
    known = (_NUMBER[OFFENSIVE],) if offensive else tuple(range(len(LABELS)))
    positive = (_NUMBER[OFFENSIVE],) if offensive else ()
    for window in encoding.windows(message, reading, encoding.pieces(reading)):
        yield Example(window, positive, known, (), not offensive)


class Batch(NamedTuple):
    """Tensors of several windows of similar length."""

    ids: Tensor
    speakers: Tensor
    mask: Tensor
    labels: Tensor
    known: Tensor
    tags: Tensor
    tagged: Tensor


def collate(examples: Sequence[Example]) -> Batch:
    """Padded to the longest."""
    rows, width = len(examples), max(len(example.window.ids) for example in examples)
    ids = torch.full((rows, width), _PAD)
    speakers = torch.zeros((rows, width), dtype=torch.long)
    mask = torch.zeros((rows, width), dtype=torch.long)
    labels, known = torch.zeros(rows, len(LABELS)), torch.zeros(rows, len(LABELS))
    tags = torch.zeros(rows, width, len(CATEGORIES))
    tagged = torch.zeros(rows, width)
    for row, example in enumerate(examples):
        length = len(example.window.ids)
        ids[row, :length] = torch.tensor(example.window.ids)
        speakers[row, :length] = torch.tensor(example.window.speakers)
        mask[row, :length] = 1
        labels[row, list(example.positive)] = 1
        known[row, list(example.known)] = 1
        for piece, category in example.tags:
            tags[row, piece, category] = 1
        if example.tagged:
            tagged[row, :length] = 1
    return Batch(ids, speakers, mask, labels, known, tags, tagged)


def batches(examples: Iterable[Example], size: int, order: random.Random) -> list[list[Example]]:
    """Shuffled, then grouped by similar length so that little is padding."""
    pool = list(examples)
    order.shuffle(pool)
    grouped = []
    step = size * _BATCHES_SORTED
    for start in range(0, len(pool), step):
        chunk = sorted(pool[start : start + step], key=lambda one: len(one.window.ids))
        grouped += [chunk[low : low + size] for low in range(0, len(chunk), size)]
    order.shuffle(grouped)
    return grouped
