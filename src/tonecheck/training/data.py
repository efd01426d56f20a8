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
from tonecheck.text.fold import fold
from tonecheck.training.augment import Augmenter
from tonecheck.training.examples import Example, from_case, from_post

_COLD_SHARE: Final = 3
"""An epoch sees every third post, so that our own field outweighs general talk."""

_VARIATIONS: Final = (1, 2)

_One = TypeVar("_One")


@dataclass(frozen=True)
class Data:
    """What is learnt from, and what it is calibrated on. The test split has no place here."""

    train: tuple[Case, ...]
    dev: tuple[Case, ...]
    posts: tuple[Post, ...]
    dev_posts: tuple[Post, ...]
    sha256: str

    @classmethod
    def read(cls, train: Path, dev: Path, cold: Path) -> "Data":
        """Read folders of JSON lines and the folder of COLD (``train.csv``, ``dev.csv``).

        Raises:
            CorpusError: a line of the wrong shape.
            FileNotFoundError: a folder holds nothing of the kind.
        """
        files = [*_files(train, "*.jsonl"), *_files(dev, "*.jsonl"), *_files(cold, "*.csv")]
        return cls(
            tuple(read_cases(_files(train, "*.jsonl"))),
            tuple(read_cases(_files(dev, "*.jsonl"))),
            tuple(read_posts(cold / "train.csv")),
            tuple(read_posts(cold / "dev.csv")),
            digest(files),
        )

    def sample(self) -> "Data":
        """A handful of each, spread over the files: enough to go once through every stage."""
        return Data(
            _spread(self.train, 120),
            _spread(self.dev, 240),
            _spread(self.posts, 60),
            _spread(self.dev_posts, 60),
            self.sha256,
        )

    def texts(self) -> list[str]:
        """What the vocabulary must know, as the encoder reads it."""
        texts = [case.text for case in self.train] + [post.text for post in self.posts]
        return [fold(text).text for text in texts]


def _spread(items: Sequence[_One], count: int) -> tuple[_One, ...]:
    return tuple(items[:: max(1, len(items) // count)])


def _files(folder: Path, pattern: str) -> list[Path]:
    files = sorted(folder.glob(pattern))
    if not files:
        raise FileNotFoundError(f"{folder}：没有 {pattern}")
    return files


def digest(files: Iterable[Path]) -> str:
    """One sha256 over the names and contents of several files."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


class Epochs:
    """The examples of each epoch: every message as it is, variations of it, and some of COLD."""

    def __init__(self, data: Data, encoding: Encoding, seed: int) -> None:
        self._cases = data.train
        self._encoding = encoding
        self._seed = seed
        self._plain = [one for case in self._cases for one in from_case(case, encoding)]
        self._posts = [
            one for post in data.posts for one in from_post(post.text, post.offensive, encoding)
        ]
        random.Random(seed).shuffle(self._posts)

    def __call__(self, epoch: int) -> Sequence[Example]:
        draw = random.Random(self._seed * 1000 + epoch)
        augmenter = Augmenter(self._cases, draw)
        varied = [
            example
            for case in self._cases
            for _ in range(draw.choice(_VARIATIONS))
            for example in from_case(augmenter.variation(case), self._encoding)
        ]
        return [*self._plain, *varied, *self._posts[epoch % _COLD_SHARE :: _COLD_SHARE]]
