"""Word classes that rules refer to by name: ``<亲属>`` in a pattern."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tonecheck.rules.source import Source
from tonecheck.text.blanks import Blanked
from tonecheck.text.fold import fold
from tonecheck.text.placeholders import HOLE
from tonecheck.text.segments import SENTENCE_BORDERS

HOLE_MARK = "{}"
"""How a lexicon or a pattern writes "a placeholder stands here"."""


_PLAIN: Final = re.compile("(?!.*(?:先生|女士|小姐))[\u4e00-\u9fff]+")
"""Nearly every word: nothing in it to fold, to end a sentence or to blank."""


@lru_cache(maxsize=16)  # a word is asked for twice in a row: whether it can match, and as what
def comparable(word: str) -> str:
    """``word`` as it looks in comparable text."""
    return fold(word.replace(HOLE_MARK, HOLE)).text


def never_matches(word: str) -> str | None:
    """Why a word cannot occur inside one sentence of comparable text, or None."""
    folded = comparable(word)
    if folded == word and _PLAIN.fullmatch(word):
        return None
    if not folded.strip():
        return "折叠后为空，永远不会命中"
    if any(char in SENTENCE_BORDERS for char in folded):
        return "含有句末标点，永远不会命中"
    if Blanked(word).text != word:
        return "含有金额、日期、尾号或称呼，检查时不看它们的内容，永远不会命中；请写它前后的字"
    return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named class of words in comparable form, with the file that defines it."""

    name: str
    words: tuple[str, ...]
    file: str


def read_lexicons(path: Path) -> tuple[dict[str, Lexicon], set[str]]:
    """The lexicons of one file, and the names of those that add to an existing one.

    Raises:
        PackError: wrong shape, a word that can never match, or a word twice in one class.
    """
    lexicons: dict[str, Lexicon] = {}
    additions: set[str] = set()
    top = Source.read(path).fields(("lexicons",))["lexicons"]
    for name, entry in top.fields((), None).items():
        if entry.is_list:
            words = entry
        else:
            fields = entry.fields(("words",), ("add", "note"))
            words = fields["words"]
            if "add" in fields and fields["add"].choice(("true", "false")) == "true":
                additions.add(name)
        lexicons[name] = Lexicon(name, _read_words(words), str(path))
    return lexicons, additions


def _read_words(words: Source) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for item in words:
        word = item.text()
        if problem := never_matches(word):
            item.fail(problem, word)
        folded = comparable(word)
        if folded in seen:
            item.fail("同一词类里重复（折叠后相同）", word)
        seen[folded] = None
    return tuple(seen)


def merge(files: Iterable[Path]) -> dict[str, Lexicon]:
    """The lexicons of all files; a class of a later file replaces or adds to the earlier one.

    Raises:
        PackError: as `read_lexicons`.
    """
    merged: dict[str, Lexicon] = {}
    for path in files:
        lexicons, additions = read_lexicons(path)
        for name, lexicon in lexicons.items():
            before = merged[name].words if name in additions and name in merged else ()
            merged[name] = Lexicon(name, tuple(dict.fromkeys(before + lexicon.words)), lexicon.file)
    return merged


def digest(path: Path) -> str:
    """sha256 of a rule file, as reports name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
