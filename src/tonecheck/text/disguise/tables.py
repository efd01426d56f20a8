"""What people type in place of characters: the hand-made tables under ``rules/disguises``."""

import hashlib
from functools import cache
from typing import Any, Final, NamedTuple

import yaml

from tonecheck.kept import kept
from tonecheck.shipped import shipped


class Tables(NamedTuple):
    """Look-alike groups, parts for characters, meanings of emoji, and shorthand for words."""

    lookalikes: tuple[str, ...]
    splits: dict[str, str]
    emoji: dict[str, tuple[str, ...]]
    shorthand: dict[str, tuple[str, ...]]
    ordinary: frozenset[str]
    """Ordinary words that jieba lacks, with Latin letters (p图) or without (追责)."""
    sha256: str
    """Of the files they were read from, for reports: verdicts depend on them."""


_FOLDER: Final = "disguises"
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
        sha256=sha256,
    )


def _digest() -> str:
    files = sorted((shipped("rules") / _FOLDER).glob("*.yaml"))
    return hashlib.sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()


def _read(name: str) -> dict[str, Any]:
    path = shipped("rules") / _FOLDER / f"{name}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
