"""Words of one character, for what stands out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tonecheck.report import Evasion
from tonecheck.text.disguise.hit import Hit, all_han
from tonecheck.text.disguise.neighbours import FAMILIAR, around
from tonecheck.text.disguise.sounds import codings, sound_table

_MORE_AT_HOME: Final = 3
"""How much more familiar with its neighbours one character must be than the one that is written."""


class Singles:
    """Words of one character, for what stands out.

    It is spelt out or drawn (打断你的tui, 打断你的🦵), or not at home where the word would be (杂你的店).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._chars = frozenset(word for word in words if len(word) == 1 and all_han(word))
        self._sounds = sound_table()
        self._by_code: dict[str, str] = {}
        for char in sorted(self._chars):
            for code in codings(char):
                self._by_code[code] = self._by_code.get(code, "") + char

    def hits(self, text: str, marks: Mapping[int, Evasion]) -> Iterator[Hit]:
        """What characters of ``text`` that are marked as spelt out or drawn may mean."""
        for at, how in marks.items():
            char = text[at]
            if how == "pinyin":
                for meant in self._by_code.get(char, ""):
                    yield Hit(at, at + 1, meant)
            elif how in {"emoji", "split"} and char in self._chars:
                yield Hit(at, at + 1, char)

    def strangers(self, text: str) -> Iterator[Hit]:
        """What characters of ``text`` that are not at home where they stand may sound like."""
        for at, code in enumerate(text.translate(self._sounds)):
            others = self._by_code.get(code, "")
            if others and text[at] not in self._chars:
                here = around(text, at, text[at])
                if here and min(here) < FAMILIAR:
                    least = sum(here) + _MORE_AT_HOME
                    for meant in others:
                        if sum(around(text, at, meant)) >= least:
                            yield Hit(at, at + 1, meant)
