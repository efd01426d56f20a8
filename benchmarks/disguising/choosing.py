"""Which cells to disguise: those of the words that carry the offence before any other."""

import random
from collections.abc import Callable, Sequence

from benchmarks.disguising.cells import Cell, Role, occurrences

SHORT = 16  # a span up to this long is still readable with a separator after every character
WINDOW = 6


def some_cells(
    cells: Sequence[Cell], able: Callable[[Cell], bool], rng: random.Random, most: int
) -> list[Cell]:
    """From one to ``most`` content cells that ``able`` accepts, in key words if any is there."""
    fit = [c for c in cells if c.role is Role.CONTENT and not c.touched and able(c)]
    pool = [c for c in fit if c.key is not None] or fit
    return rng.sample(pool, min(len(pool), rng.randint(1, most)))


def some_words(
    cells: Sequence[Cell],
    table: dict[str, list[str]],
    rng: random.Random,
    most: int,
    able: Callable[[int, int], bool] = lambda first, last: True,
) -> list[tuple[int, int]]:
    """From one to ``most`` words of ``table``; a lone grammatical character only as a last resort."""
    tiers: tuple[list[tuple[int, int]], ...] = ([], [], [])
    for first, last in occurrences(cells, table):
        word = cells[first:last]
        if any(cell.touched for cell in word) or not able(first, last):
            continue
        content = any(cell.role is Role.CONTENT for cell in word)
        key = any(cell.key is not None for cell in word)
        tiers[0 if content and key else 1 if content else 2].append((first, last))
    pool = next((tier for tier in tiers if tier), [])
    return rng.sample(pool, min(len(pool), rng.randint(1, most)))


def write(cells: Sequence[Cell], first: int, last: int, text: str) -> None:
    """Put one text in place of the cells from ``first`` to ``last``."""
    for cell in cells[first:last]:
        cell.put("")
    cells[first].text = text


def key_words(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """The key words as (first, last) cell numbers."""
    found: dict[int, tuple[int, int]] = {}
    for at, cell in enumerate(cells):
        if cell.key is not None:
            found[cell.key] = (found.get(cell.key, (at, at))[0], at + 1)
    return list(found.values())


def stretch(cells: Sequence[Cell], rng: random.Random) -> tuple[int, int]:
    """Where marks go between the cells: the whole of a short span, or about one key word."""
    content = [at for at, cell in enumerate(cells) if cell.role is Role.CONTENT]
    keys = key_words(cells)
    worked = [(a, b) for a, b in keys if any(cell.touched for cell in cells[a:b])]
    keys = worked or keys  # a second disguise goes where the first one went
    if len(cells) <= SHORT and (not keys or rng.random() < 0.6):
        return 0, len(cells)
    if keys:
        first, last = rng.choice(keys)
        if last - first == 1:
            first, last = max(first - 1, 0), min(last + 1, len(cells))
        return first, last
    middle = rng.choice(content) if content else len(cells) // 2
    first = max(middle - WINDOW // 2, 0)
    return first, min(first + WINDOW, len(cells))
