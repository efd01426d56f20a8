"""COLD, the Chinese offensive language data set (Deng et al., EMNLP 2022), as its authors file it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tonecheck.checker import Checker
from tonecheck.evaluate.corpus import CorpusError
from tonecheck.evaluate.scores import Share
from tonecheck.message import Message, MessageError
from tonecheck.os_errors import why
from tonecheck.text.reading import Reading

_EVEN = 0.5


class Post(NamedTuple):
    """One post; ``offensive`` is label 1."""

    text: str
    offensive: bool


def read_posts(path: Path) -> Iterator[Post]:
    """The posts of one split (columns ``TEXT`` and ``label``).

    Raises:
        CorpusError: not such a file, or a label that is neither 0 nor 1.
    """
    try:
        yield from _posts(path)
    except OSError as error:
        raise CorpusError(f"{path}：{why(error)}") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}：不是 UTF-8 编码；请另存为 UTF-8") from None
    except csv.Error as error:
        raise CorpusError(f"{path}：不是合法的 CSV（{error}）") from None


def _posts(path: Path) -> Iterator[Post]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"TEXT", "label"} <= set(rows.fieldnames or ()):
            raise CorpusError(f"{path}:1: 应有 TEXT 与 label 两列")
        for row in rows:
            if row["label"] not in {"0", "1"}:
                raise CorpusError(f"{path}:{rows.line_num}: label：应为 0 或 1")
            try:
                Message(text=row["TEXT"] or "")
            except MessageError as error:
                raise CorpusError(f"{path}:{rows.line_num}: TEXT：{error}") from None
            yield Post(row["TEXT"], row["label"] == "1")


@dataclass
class PostScores:
    """How often general offence is told rightly, and the counts behind F1."""

    right: Share = field(default_factory=Share)
    counts: dict[tuple[bool, bool], int] = field(default_factory=dict)
    """By what it is and what was said."""

    @property
    def macro_f1(self) -> float:
        """The mean F1 of offensive and inoffensive."""
        return (self._f1(True) + self._f1(False)) / 2

    def _f1(self, kind: bool) -> float:
        both = self.counts.get((kind, kind), 0)
        wrong = self.counts.get((kind, not kind), 0) + self.counts.get((not kind, kind), 0)
        return 2 * both / (2 * both + wrong) if both else 0.0


def score_posts(checker: Checker, posts: Iterable[Post]) -> PostScores:
    """Judge every post for general offence.

    Raises:
        CorpusError: there is no classifier to judge with.
    """
    if checker.model is None:
        raise CorpusError("一般冒犯由分类模型判断；没有可用的模型")
    scores = PostScores()
    for post in posts:
        message = Message(text=post.text)
        said = checker.model.scores(message, Reading.of(message)).offensive >= _EVEN
        scores.right.add(said == post.offensive)
        key = (post.offensive, said)
        scores.counts[key] = scores.counts.get(key, 0) + 1
    return scores
