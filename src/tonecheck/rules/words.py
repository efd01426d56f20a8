"""Word borders by jieba, asked only for candidates."""

import logging
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from tonecheck.text.reading import Reading

_REACH: Final = 24


@cache
def _tokenizer() -> Any:
    """Jieba's tokenizer, loaded on first need.

    Its dictionary cache goes to a directory only this user can enter: jieba's default is a fixed
    name under the shared temporary directory, where anybody could plant a file to be unpickled.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_private_directory())
    tokenizer.initialize()
    return tokenizer


@cache
def _private_directory() -> Path:
    import atexit
    import shutil

    folder = Path(tempfile.mkdtemp(prefix="tonecheck-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def cuts_a_word(reading: Reading, start: int, end: int) -> bool:
    """Whether ``reading.text[start:end]`` cuts a longer word: then it is not that word at all."""
    low, high = max(0, start - _REACH), min(len(reading.text), end + _REACH)
    borders = {low}
    for _, _, stop in _tokenizer().tokenize(reading.text[low:high], HMM=False):
        borders.add(low + stop)
    return start not in borders or end not in borders
