"""Other languages than Chinese, and not the names and codes that Chinese messages borrow."""

import re
import unicodedata
from typing import Final

from tonecheck.text.latin import COURTESY, RUN, sentence
from tonecheck.text.placeholders import PLACEHOLDER

_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![A-Za-z0-9_.\-])[A-Za-z0-9_.\-]++@[A-Za-z0-9_.\-]+"
    r"|(?<![A-Za-z0-9_\-])[A-Za-z0-9_\-]++\.(?:com|cn|net|org)\b[!-~]*"
)
"""Web and mail addresses."""

_ELSEWHERE: Final = "\u0531-\u10ff\u1200-\u17d3\u1820-\u1878\ua000-\uabff\ufb50-\ufdff"
"""Hebrew, Arabic, the scripts of India, Thai and many more."""

_CHARACTER: Final = re.compile(
    f"[\u0370-\u052f{_ELSEWHERE}\u1100-\u11ff\u1e00-\u1fff\u2c00-\u2dff"
    "\u3041-\u30fa\u3131-\u318e\uac00-\ud7af\uff66-\uffdc]"
)
"""Of another script than Han, or a Latin letter of Vietnamese."""

_MANY: Final = 10
"""Such characters that are a language, however they stand."""

_KANA: Final = "\u3041-\u3096\u30a1-\u30fa\uff66-\uff6f\uff71-\uff9d"
_ENDINGS: Final = "\u3041\u3043-\u3062\u3066-\u306d\u306f-\u3096"
"""Hiragana but for あ and の, ornaments of Chinese names, and つ, the arms of faces."""

_WRITTEN: Final = re.compile(
    rf"([{_KANA}])ー*+(?!\1)[{_KANA}]"  # one alone is part of a face: ヾ(≧▽≦)
    rf"|(?<=[\u3400-\u9fff])[{_ENDINGS}]"  # 死ね
    r"|([\uac00-\ud7a3])(?!\2)[\uac00-\ud7a3]"
    r"|[\u0400-\u052f]{3}|[\u0370-\u03ff]{4}"  # but α, Ω and Д stand in Chinese
    rf"|(?=[{_ELSEWHERE}])\w[{_ELSEWHERE}]"
)
_ORNATE: Final = re.compile(
    "[\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a5]"
)


def foreign(text: str) -> bool:
    """Whether some of ``text`` is another language."""
    if _CHARACTER.search(text) is not None and _other_script(text):
        return True
    latin = _plain_letters(text)
    has_han = _HAN.search(text) is not None
    if has_han and RUN.search(latin) is None:
        return False
    bare = _ADDRESS.sub("|", PLACEHOLDER.sub("|", latin))
    if not has_han and len(_LETTERS.findall(bare)) >= 2:
        return True
    return any(sentence(run.group()) for run in RUN.finditer(COURTESY.sub("|", bare)))


def _other_script(text: str) -> bool:
    return _WRITTEN.search(text) is not None or len(_CHARACTER.findall(text)) >= _MANY


def _plain_letters(text: str) -> str:
    """Full-width and ornamental Latin letters as plain ones, without marks."""
    if _ORNATE.search(text) is None:
        return text
    bare = unicodedata.normalize("NFKD", text)
    return "".join(char for char in bare if not unicodedata.combining(char))
