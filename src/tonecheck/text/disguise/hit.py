"""A word of the packs that a text may say in disguise."""

from typing import NamedTuple


class Hit(NamedTuple):
    """``word`` where ``text[start:end]`` sounds or looks like it."""

    start: int
    end: int
    word: str


def all_han(word: str) -> bool:
    """Whether every character of ``word`` is Han."""
    return all("\u3400" <= char <= "\u9fff" for char in word)
