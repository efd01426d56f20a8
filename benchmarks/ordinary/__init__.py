"""Ordinary Chinese with nothing to do with debt: what undoing disguises must leave alone."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.ordinary import chatter, everyday, generated

_WANTED = 6_000
_PER_KIND = 210
_TRIES = 30
_KINDS: tuple[Callable[[Random], str], ...] = (
    generated.plate,
    generated.address,
    generated.product,
    generated.order,
    generated.verification,
    generated.named,
    generated.roster,
    generated.travel,
    everyday.recipe,
    everyday.extension,
    everyday.room,
    everyday.moment,
    everyday.serial,
    everyday.pinyin_name,
    everyday.pinyin_line,
    everyday.link,
    chatter.hashtag,
    chatter.emoji_chat,
    chatter.spaced,
    chatter.traditional,
    chatter.full_width,
    chatter.mixed,
)


def written() -> list[str]:
    """The hand-written lines, in file and line order, each once."""
    files = sorted(Path(__file__).parent.glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(lines))


def sentences(seed: int = 20261126) -> list[str]:
    """The written lines, then as many generated ones as each kind gives: over 6,000 distinct."""
    rng = Random(seed)
    found = dict.fromkeys(written())
    for kind in _KINDS:
        target = len(found) + _PER_KIND
        for _ in range(_PER_KIND * _TRIES):
            if len(found) >= target:
                break
            found.setdefault(kind(rng))
    if len(found) < _WANTED:
        raise ValueError(f"only {len(found)} ordinary sentences")
    return list(found)
