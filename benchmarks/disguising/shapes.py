"""Writing by shape or picture: parts side by side, lookalikes, emoji, and stammering."""

import random
from collections.abc import Sequence

from benchmarks.disguising.cells import Cell, Role
from benchmarks.disguising.choosing import some_cells, some_words, write
from benchmarks.disguising.tables import characters, words


def split(cells: Sequence[Cell], rng: random.Random) -> bool:
    table = words("parts")
    chosen = some_cells(cells, lambda cell: cell.source in table, rng, most=2)
    for cell in chosen:
        cell.put(rng.choice(table[cell.source]))
    return bool(chosen)


def lookalike(cells: Sequence[Cell], rng: random.Random) -> bool:
    """Han drawn alike; in Latin words, as often as not, Cyrillic and Greek letters too."""
    han, latin = characters("lookalikes"), characters("latin")
    chosen = some_cells(cells, lambda cell: cell.source in han, rng, most=2)
    for cell in chosen:
        cell.put(rng.choice(han[cell.source]))
    letters = [c for c in cells if c.role is Role.LETTER and not c.touched and c.source in latin]
    if letters and (not chosen or rng.random() < 0.5):
        chosen = rng.sample(letters, rng.randint((len(letters) + 1) // 2, len(letters)))
        for cell in chosen:
            cell.put(rng.choice(latin[cell.source]))
    return bool(chosen)


def emoji(cells: Sequence[Cell], rng: random.Random) -> bool:
    table = words("emoji")
    chosen = some_words(cells, table, rng, most=2)
    chosen = [(a, b) for a, b in chosen if b - a > 1 or cells[a].role is Role.CONTENT]
    for first, last in chosen:
        word = "".join(cell.source for cell in cells[first:last])
        write(cells, first, last, rng.choice(table[word]))
    return bool(chosen)


def repeat(cells: Sequence[Cell], rng: random.Random) -> bool:
    chosen = some_cells(cells, lambda cell: True, rng, most=2)
    for cell in chosen:
        cell.put(cell.text * rng.randint(2, 4))
    return bool(chosen)
