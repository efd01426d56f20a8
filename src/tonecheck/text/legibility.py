"""What of a text could not be read: garbled stretches and other languages."""

import re
from typing import Final

GARBLED: Final = "garbled_text"
UNSUPPORTED: Final = "unsupported_language"

_BROKEN: Final = re.compile(
    "\ufffd|[\x80-\x9f]|[\x00-\x08\x0b\x0c\x0e-\x1f]"  # lost or control bytes
    "|锟斤拷|烫烫烫|屯屯屯|锘匡豢"  # what a replacement or an unset buffer reads as in GBK
    r"|[一-鿿豈-﫿]\?[a-z]?[à-ÿ]"  # a lead byte lost: 們?nèi)粘I畹
    r"|[一-鿿][a-z]?[à-öø-ÿ][a-z]?\)[一-鿿]"
    "|[ÃÂâåæçèéäï][\x80-¿‘’“”•–—˜™š›œžŸˆ‰‹Œ†‡ƒ„…]"  # UTF-8 read as Latin-1 or cp1252
    "|[À-ÿ]{4}"  # GBK read as Latin-1
)
_HAN_RUN: Final = re.compile("[\u3040-\u312f\u3400-\u9fff\ue001-\uf8ff€]{3,}")
_UTF8_AS_GBK: Final = re.compile("[鐨鏄鍦浣鍙鏈鎴涓鍒璇鐢濂鎮閫繕娆句綘浜彿閾偍绯诲鍏笉瑕佹垜]{2}")

_FOREIGN: Final = re.compile(
    "[\u0370-\u1fff\u2c00-\u2dff\u3040-\u30ff\u3131-\u318e\ua000-\uabff\uac00-\ud7af\ufb50-\ufdff]"
)
_LATIN_WORDS: Final = re.compile(r"(?<![a-zA-Z])[a-zA-Z]++(?:[ ,.'’\-]++[a-zA-Z]++){7}")
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_URL: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![A-Za-z0-9_.\-])[A-Za-z0-9_.\-]++@[A-Za-z0-9_.\-]+"
    r"|(?<![A-Za-z0-9_\-])[A-Za-z0-9_\-]++\.(?:com|cn|net)\b[!-~]*"
)
_SUSPECT: Final = re.compile(
    "[a-zA-Z\x00-\x08\x0b\x0c\x0e-\x1f\x80-\u02ff\u0370-\u1fff\u2c00-\u2dff\u3040-\u31ff\ua000-\ufaff\ufb50-\ufdff\ufffd]|[鐨鏄鍦浣鍙鏈鎴涓锟烫屯锘]"
)


def unread(text: str) -> tuple[str, ...]:
    """Why parts of ``text`` could not be examined; empty when all of it could.

    Our rules read Chinese. A product name or a link is not another language; a text without a
    single Han character, a sentence of eight Latin words or ten letters of another script is.
    """
    if _SUSPECT.search(text) is None and _HAN.search(text) is not None:
        return ()
    reasons = []
    if _garbled(text):
        reasons.append(GARBLED)
    if _other_language(text):
        reasons.append(UNSUPPORTED)
    return tuple(reasons)


def _garbled(text: str) -> bool:
    return _BROKEN.search(text) is not None or any(
        _was_utf8(run.group()) for run in _HAN_RUN.finditer(text)
    )


def _was_utf8(run: str) -> bool:
    """Whether Han characters are UTF-8 bytes that somebody decoded as GBK (鐢ㄦ埛 for 用户)."""
    if _UTF8_AS_GBK.search(run) is None:
        return False
    raw = run.encode("gb18030", "ignore")
    readable = raw.decode("utf-8", "ignore")
    return len(_HAN.findall(readable)) * 3 >= len(raw) * 0.6


def _other_language(text: str) -> bool:
    bare = _URL.sub("", text)
    if len(_FOREIGN.findall(bare)) >= 10 or _LATIN_WORDS.search(bare):
        return True
    return _HAN.search(bare) is None and len(_LETTERS.findall(bare)) >= 2
