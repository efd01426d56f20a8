"""Writing by sound: another character, pinyin, initials, digits."""

import random
import unicodedata
from collections.abc import Sequence

from benchmarks.disguising.cells import Cell, Role, occurrences
from benchmarks.disguising.choosing import key_words, some_cells, some_words, write
from benchmarks.disguising.tables import characters, syllables, words

ACCENTS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}
NUMERALS = frozenset("0123456789零一二三四五六七八九十百千万亿两")


def homophone(cells: Sequence[Cell], rng: random.Random) -> bool:
    table = characters("homophones")
    chosen = some_cells(cells, lambda cell: cell.source in table, rng, most=2)
    for cell in chosen:
        cell.put(rng.choice(table[cell.source]))
    return bool(chosen)


def _marked(syllable: str, tone: str) -> str:
    """The tone over the vowel where spelling puts it: a, e, the o of ou, else the last vowel."""
    vowel = next((v for v in ("a", "e", "o") if v in syllable), None)
    at = syllable.index(vowel) if vowel else max(map(syllable.rfind, "iuv"))
    letters = [("ü" if letter == "v" else letter) for letter in syllable]
    letters[at] = unicodedata.normalize("NFC", letters[at] + ACCENTS[tone])
    return "".join(letters)


def _spelling(reading: str, style: str) -> str:
    syllable, tone = reading[:-1], reading[-1]
    return {"plain": syllable, "digit": reading, "mark": _marked(syllable, tone)}[style]


def _readings(cells: Sequence[Cell]) -> dict[int, str]:
    """How each cell is read, the words that settle a many-voiced character first."""
    known = {at: syllables()[c.source] for at, c in enumerate(cells) if c.source in syllables()}
    for first, last in occurrences(cells, words("readings")):
        word = "".join(cell.source for cell in cells[first:last])
        known |= dict(zip(range(first, last), words("readings")[word], strict=True))
    return {at: reading for at, reading in known.items() if not cells[at].touched}


def _initials(cells: Sequence[Cell], rng: random.Random) -> bool:
    table = words("initials")
    chosen = some_words(cells, table, rng, most=1)
    for first, last in chosen:
        letters = table["".join(cell.source for cell in cells[first:last])][0]
        write(cells, first, last, letters.upper() if rng.random() < 0.3 else letters)
    return bool(chosen)


def pinyin(cells: Sequence[Cell], rng: random.Random) -> bool:
    """One or two characters, a whole key word, or the initials of a word everyone knows so."""
    if rng.random() < 0.25 and _initials(cells, rng):
        return True
    style = rng.choice(("plain", "plain", "mark", "digit"))
    blank = " " if rng.random() < 0.3 else ""
    capital = rng.random() < 0.1
    readings = _readings(cells)
    whole = [(a, b) for a, b in key_words(cells) if b - a > 1 and set(range(a, b)) <= set(readings)]
    if whole and rng.random() < 0.4:
        chosen = list(range(*rng.choice(whole)))
    else:
        numbers = {id(cell): at for at, cell in enumerate(cells)}
        some = some_cells(cells, lambda cell: numbers[id(cell)] in readings, rng, most=2)
        chosen = [numbers[id(cell)] for cell in some]
    for at in chosen:
        beside = at + 1 < len(cells) and cells[at + 1].role is Role.DIGIT
        spelled = _spelling(readings[at], "plain" if beside and style == "digit" else style)
        cells[at].put(f"{blank}{spelled.capitalize() if capital else spelled}{blank}")
    return bool(chosen)


def digit(cells: Sequence[Cell], rng: random.Random) -> bool:
    """Digits that sound like the word; not beside a number, which they would change."""
    table = words("digits")

    def free(first: int, last: int) -> bool:
        around = (*cells[max(first - 1, 0) : first], *cells[last : last + 1])
        return all(cell.source not in NUMERALS for cell in around)

    chosen = some_words(cells, table, rng, most=2, able=free)
    for first, last in chosen:
        write(cells, first, last, table["".join(c.source for c in cells[first:last])][0])
    return bool(chosen)
