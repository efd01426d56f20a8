"""The hand-written tables, read once: what people type in place of what."""

import unicodedata
from functools import cache
from pathlib import Path

import opencc

TABLES = Path(__file__).parent / "tables"
# Radicals that Unicode leaves without a decomposition although they are drawn as the character.
RADICALS = "车⻋门⻔见⻅页⻚风⻛飞⻜马⻢鱼⻥鸟⻦麦⻨黄⻩齐⻬龙⻰长⻓民⺠母⺟西⻄食⻝龟⻳贝⻉鬼⻤"
VARIANT_BLOCKS = ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0x328A, 0x32B0))


def _lines(name: str) -> list[list[str]]:
    text = (TABLES / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return [line for line in lines if line]


@cache
def words(name: str) -> dict[str, list[str]]:
    """A table of whole substitutes, separated by spaces: word → substitutes."""
    return {key: values for key, *values in _lines(name)}


@cache
def characters(name: str) -> dict[str, list[str]]:
    """A table whose substitutes are single characters; a character listed twice keeps both."""
    table: dict[str, list[str]] = {}
    for key, substitutes in _lines(name):
        kept = table.setdefault(key, [])
        kept.extend(one for one in substitutes if one not in kept and one != key)
    return table


@cache
def syllables() -> dict[str, str]:
    """Character → syllable with its tone digit."""
    return {one: syllable for syllable, several in _lines("pinyin") for one in several}


@cache
def members(name: str) -> frozenset[str]:
    """A table that only lists: the key words, or (joined) the stop characters."""
    return frozenset(word for line in _lines(name) for word in line)


@cache
def stop_characters() -> frozenset[str]:
    return frozenset("".join(members("stop")))


@cache
def variants() -> dict[str, list[str]]:
    """Han character → radicals, compatibility ideographs and circled forms that Unicode holds."""
    table = {han: [form] for han, form in zip(RADICALS[::2], RADICALS[1::2], strict=True)}
    for first, end in VARIANT_BLOCKS:
        for form in map(chr, range(first, end)):
            plain = unicodedata.normalize("NFKC", form)
            if plain != form:
                table.setdefault(plain, []).append(form)
    return table


@cache
def converter(scheme: str) -> opencc.OpenCC:
    return opencc.OpenCC(scheme)
