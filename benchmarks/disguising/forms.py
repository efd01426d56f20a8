"""The same character in another form: Traditional script, wide, circled or compatibility forms."""

import random
from collections.abc import Sequence

from benchmarks.disguising.cells import Cell, Role, plain
from benchmarks.disguising.choosing import some_cells
from benchmarks.disguising.tables import converter, variants

SCHEMES = ("s2t", "s2tw", "s2hk")
SUPERSCRIPTS = dict(
    zip(
        "0123456789abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
# Where each alphabet begins: its A, its a, its 0 (None: the alphabet has no such forms in a row).
ALPHABETS: dict[str, tuple[int, int, int | None]] = {
    "full": (0xFF21, 0xFF41, 0xFF10),
    "circled": (0x24B6, 0x24D0, None),
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "sans": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "sans bold": (0x1D5D4, 0x1D5EE, 0x1D7EC),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
}


def script(cells: Sequence[Cell], rng: random.Random) -> bool:
    """Traditional characters throughout, or in a random half: whoever types by hand mixes both."""
    text = plain(cells)
    traditional = converter(rng.choice(SCHEMES)).convert(text)
    if len(traditional) != len(text):
        return False
    changed = [
        (cell, form)
        for cell, form in zip(cells, traditional, strict=True)
        if cell.role is not Role.FIXED and not cell.touched and form != cell.source
    ]
    if rng.random() < 0.5:
        changed = rng.sample(changed, (len(changed) + 1) // 2)
    for cell, form in changed:
        cell.put(form)
    return bool(changed)


def _styled(character: str, style: str) -> str:
    if style == "superscript":
        return SUPERSCRIPTS.get(character, character)
    upper, lower, zero = ALPHABETS[style]
    if character.isdigit():
        return CIRCLED[character] if zero is None else chr(zero + int(character))
    if character.isupper():
        return chr(upper + ord(character) - ord("A"))
    return chr(lower + ord(character) - ord("a"))


def width(cells: Sequence[Cell], rng: random.Random) -> bool:
    """Letters and digits in one other alphabet; without any, Han in a radical's or old form."""
    style = rng.choice(("full", "full", "superscript", *ALPHABETS))
    latin = [c for c in cells if c.role in {Role.LETTER, Role.DIGIT} and not c.touched]
    for cell in latin:
        cell.put(_styled(cell.source, style))
    if any(cell.text != cell.source for cell in latin):
        return True
    han = some_cells(cells, lambda cell: cell.source in variants(), rng, most=3)
    for cell in han:
        cell.put(rng.choice(variants()[cell.source]))
    return bool(han)
