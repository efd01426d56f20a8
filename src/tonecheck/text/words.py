"""Word borders by jieba, asked only for what matched."""

import logging
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from tonecheck.text.reading import Reading

_REACH: Final = 24

_LONGEST: Final = 8
"""Characters of the longest dictionary word that is looked for across a border."""


@cache
def tokenizer() -> Any:
    """Jieba's tokenizer, loaded on first need (about half a second).

    Its dictionary cache goes where only this user can write: jieba's default is a fixed name under
    the shared temporary directory, where anybody could plant a file to be loaded.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    segmenter.tmp_dir = str(private_directory())
    segmenter.initialize()
    return segmenter


def private_directory() -> Path:
    """``tonecheck`` under the user's cache directory, or a fresh one when that is not ours alone."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "tonecheck"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
        if state.st_uid == os.getuid() and not state.st_mode & 0o077 and os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="tonecheck-"))


def cuts_a_word(reading: Reading, start: int, end: int) -> bool:
    """Whether ``reading.text[start:end]`` begins inside a longer word (公|司法 in 公司法).

    Where it ends says nothing: verbs go on (套出|来), and patterns name only their beginning.
    """
    text = reading.text
    if not _crossed(text, start):
        return False
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    borders = {low}
    for _, _, stop in tokenizer().tokenize(text[low:high], HMM=False):
        borders.add(low + stop)
    return start not in borders


def _crossed(text: str, border: int) -> bool:
    """Whether any word of the dictionary could reach over ``border``: most borders need no cutting."""
    before = text[border - 1 : border]
    if not before or before.isascii():  # numbers and Latin words are cut by shape, not dictionary
        return bool(before)
    known = tokenizer().FREQ
    return any(
        known.get(text[first:last])
        for first in range(max(0, border - _LONGEST + 1), border)
        for last in range(border + 1, first + _LONGEST + 1)
    )
