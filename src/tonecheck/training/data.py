"""Everything a run learns from, read once, with its hash."""

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from tonecheck.classifier.encoding import Encoding
from tonecheck.evaluate.cold import Post, read_posts
from tonecheck.evaluate.corpus import Case, read_cases
from tonecheck.message import Message
from tonecheck.training.augment import Augmenter
from tonecheck.training.examples import Example, from_case, from_post
from tonecheck.training.rule_examples import rule_cases
from tonecheck.training.rules_alone import rules_alone
from tonecheck.training.served import served

_TURNS: Final = 3

_VARIATIONS: Final = (0, 1, 1, 2)

_SAMPLE: Final = 200
_EVERY: Final = 100
_One = TypeVar("_One")


@dataclass(frozen=True)
class Data:
    """What is learnt from, and what it is calibrated on. The test split has no place here."""

    train: tuple[Case, ...]
    packs: tuple[Case, ...]
    """The examples of the rule packs, labelled by the rules."""
    dev: tuple[Case, ...]
    posts: tuple[Post, ...]
    dev_posts: tuple[Post, ...]
    learnt: str
    """sha256 of what is learnt from."""
    sha256: str
    """Of that and of what it is calibrated on."""

    @classmethod
    def read(cls, train: Path, dev: Path, cold: Path, sample: bool = False) -> "Data":
        """Read the packs' examples, folders of JSON lines and the folder of COLD.

        Args:
            cold: holds ``train.csv`` and ``dev.csv``.
            sample: a handful of each, spread over the files: enough to go once through every stage.

        Raises:
            CorpusError: a line of the wrong shape.
            FileNotFoundError: a folder holds nothing of the kind.
        """
        files = [
            *_files(train, "*.jsonl"),
            *_files(dev, "*.jsonl"),
            *(cold / f"{split}.csv" for split in ("train", "dev")),
        ]
        learnt = list(read_cases(_files(train, "*.jsonl")))
        tuned = list(read_cases(_files(dev, "*.jsonl")))
        posts, dev_posts = (list(read_posts(cold / f"{split}.csv")) for split in ("train", "dev"))
        few = _SAMPLE if sample else 0
        return cls(
            _spread(learnt, few),
            tuple(rule_cases(rules_alone(), _EVERY if sample else 1)),
            _spread(tuned, few),
            _spread(posts, few),
            _spread(dev_posts, few),
            digest([*_files(train, "*.jsonl"), cold / "train.csv"]),
            digest(files),
        )

    def texts(self) -> list[str]:
        """What the vocabulary must know, as the encoder reads it."""
        texts = [case.text for case in (*self.train, *self.packs)] + [
            post.text for post in self.posts
        ]
        return [served(Message(text=text)).reading.text for text in texts]


def _spread(items: Sequence[_One], count: int) -> tuple[_One, ...]:
    """About ``count`` of ``items`` from all over; all for 0."""
    return tuple(items[:: max(1, len(items) // count) if count else 1])


def _files(folder: Path, pattern: str) -> list[Path]:
    files = sorted(folder.glob(pattern))
    if not files:
        raise FileNotFoundError(f"{folder}：没有 {pattern}")
    return files


def digest(files: Iterable[Path]) -> str:
    """One sha256 over the names and contents of several files."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        total.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


class Epochs:
    """The examples of each epoch.

    Every message as it is, variations of it, and in turn a third of what would otherwise drown our
    own field: the offences of the rule packs, short and many to an idea, and the posts of COLD.

    Args:
        began: digest of the weights from which learning goes on, if any. It chooses where to begin,
            as by lot: runs of one epoch must not all see the same third and the same variations.
    """

    def __init__(self, data: Data, encoding: Encoding, seed: int, began: str | None = None) -> None:
        lawful = [case for case in data.packs if case.label == "lawful"]
        self._cases = [*data.train, *lawful]
        self._encoding = encoding
        self._seed = seed
        self._first = int(began, 16) % 1000 if began else 0
        self._plain = [one for case in self._cases for one in from_case(case, encoding)]
        flagged = [case for case in data.packs if case.label == "violating"]
        self._rotating = [one for case in flagged for one in from_case(case, encoding)]
        for post in data.posts:
            self._rotating += from_post(post.text, post.offensive, encoding)
        random.Random(seed).shuffle(self._rotating)

    def __call__(self, epoch: int) -> Sequence[Example]:
        turn = self._first + epoch
        draw = random.Random(self._seed * 1000 + turn)
        augmenter = Augmenter(self._cases, draw)
        varied = [
            example
            for case in self._cases
            for _ in range(draw.choice(_VARIATIONS))
            for example in from_case(augmenter.variation(case), self._encoding)
        ]
        return [*self._plain, *varied, *self._rotating[turn % _TURNS :: _TURNS]]
