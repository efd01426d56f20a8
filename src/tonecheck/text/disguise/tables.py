"""What people type in place of characters, and who stands beside whom: ``rules/disguises``."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from tonecheck.kept import kept
from tonecheck.shipped import shipped

Neighbours = dict[str, tuple[str, bytes]]
"""Of a character those that follow it, and of each how familiar that is (`neighbours.familiarity`)."""


class Tables(NamedTuple):
    """Look-alikes, parts for characters, meanings of emoji, shorthand for words, and neighbours."""

    lookalikes: tuple[str, ...]
    splits: dict[str, str]
    emoji: dict[str, tuple[str, ...]]
    shorthand: dict[str, tuple[str, ...]]
    ordinary: frozenset[str]
    """Ordinary words that jieba lacks, with Latin letters (p图) or without (追责)."""
    neighbours: Neighbours
    """Those that follow each other in messages at least twice."""
    sha256: str
    """Of the files they were read from, for reports: verdicts depend on them."""


_FOLDER: Final = "disguises"
_NEIGHBOURS: Final = "neighbours.txt"
_OF_A_DEGREE: Final = re.compile("([0-9])([^0-9]+)")
_JOINER: Final = "\u200d"
"""Folding takes it out of texts."""


@cache
def tables() -> Tables:
    """The shipped tables."""
    return kept("tables", _tables, lambda: (_digest(),))


def _tables() -> Tables:
    sha256 = _digest()
    slang = _read("slang")
    shorthand = slang["initials"] | slang["numbers"]
    return Tables(
        lookalikes=tuple(_read("lookalikes")["groups"]),
        splits=_read("splits")["splits"],
        emoji={
            one.replace(_JOINER, ""): tuple(meanings)
            for one, meanings in _read("emoji")["emoji"].items()
        },
        shorthand={
            key: (words,) if isinstance(words, str) else tuple(words)
            for key, words in shorthand.items()
        },
        ordinary=frozenset(slang["ordinary"]),
        neighbours=read_neighbours(_file(_NEIGHBOURS).read_text("utf-8")),
        sha256=sha256,
    )


def _digest() -> str:
    files = [*sorted((shipped("rules") / _FOLDER).glob("*.yaml")), _file(_NEIGHBOURS)]
    return hashlib.sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()


def _read(name: str) -> dict[str, Any]:
    text = _file(f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def _file(name: str) -> Path:
    return shipped("rules") / _FOLDER / name


def read_neighbours(table: str) -> Neighbours:
    """A table as `tonecheck.training.neighbours` counts it: who follows whom, and how often."""
    return dict(map(_followers, table.split()))


def _followers(line: str) -> tuple[str, tuple[str, bytes]]:
    """A line of neighbours.txt: a character, then degrees and who follows it that often."""
    groups = [(int(degree), chars) for degree, chars in _OF_A_DEGREE.findall(line)]
    degrees = b"".join(bytes([degree]) * len(chars) for degree, chars in groups)
    return line[0], ("".join(chars for _, chars in groups), degrees)
