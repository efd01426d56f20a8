"""Word classes that rules refer to by name: ``<亲属>`` in a pattern."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from tonecheck.rules.errors import PackError
from tonecheck.rules.source import Source
from tonecheck.text.blanks import Blanked
from tonecheck.text.fold import fold
from tonecheck.text.placeholders import HOLE
from tonecheck.text.segments import SENTENCE_BORDERS

HOLE_MARK = "{}"
"""How a lexicon or a pattern writes "a placeholder stands here"."""

Change = Literal["new", "added", "replaced"]
_CHANGES: Final[dict[str, Change]] = {"true": "added", "false": "replaced"}
"""By what ``add`` says."""

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
    """A named class of words in comparable form, with the place that wrote it last."""

    name: str
    words: tuple[str, ...]
    file: str
    line: int
    change: Change = "new"
    """What became of the class of this name that earlier files wrote."""


def read_lexicons(path: Path) -> dict[str, Lexicon]:
    """The lexicons of one file, each with what it says it does to an earlier one.

    Raises:
        PackError: wrong shape, a word that can never match, or a word twice in one class.
    """
    lexicons: dict[str, Lexicon] = {}
    top = Source.read(path).fields(("lexicons",))["lexicons"]
    for name, entry in top.fields((), None).items():
        words = entry
        change: Change = "new"
        if not entry.is_list:
            fields = entry.fields(("words",), ("add", "note"))
            words = fields["words"]
            if "add" in fields:
                change = _CHANGES[fields["add"].choice(_CHANGES)]
        lexicons[name] = Lexicon(name, _read_words(words), str(path), entry.line, change)
    return lexicons


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
        PackError: as `read_lexicons`; also a class that does not say which of the two it does, or
            that finds no earlier one.
    """
    merged: dict[str, Lexicon] = {}
    for path in files:
        for name, lexicon in read_lexicons(path).items():
            merged[name] = _over(merged.get(name), lexicon)
    return merged


def _over(before: Lexicon | None, lexicon: Lexicon) -> Lexicon:
    """Whoever forgets to say ``add`` would lose our words without a sign, so it has to be said."""
    name, change = lexicon.name, lexicon.change
    if before is None and change != "new":
        problem = "没有叫这个名字的词类可以追加或替换；请核对名字，新的词类不写 add"
        raise PackError(lexicon.file, lexicon.line, name, problem)
    if before is None or change == "replaced":
        return lexicon
    if change == "new":
        problem = (
            f"{before.file}:{before.line} 已有这个词类；"
            f'要追加，写成 {name}: {{add: "true", words: [...]}}；要整个替换，写 add: "false"'
        )
        raise PackError(lexicon.file, lexicon.line, name, problem)
    words = tuple(dict.fromkeys(before.words + lexicon.words))
    return replace(
        lexicon, words=words, change="replaced" if before.change == "replaced" else "added"
    )


def digest(path: Path) -> str:
    """sha256 of a rule file, as reports name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
