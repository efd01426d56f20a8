"""Why RE2 refuses an expression, in words for who wrote it."""

from typing import Final

import re2

_REASONS: Final = {
    "invalid perl operator": "不支持前瞻、后顾这类写法",
    "invalid escape sequence": "不认得的转义，反向引用也不支持",
    "trailing \\": "末尾的 \\ 后面没有字",
    "missing )": "缺少 )",
    "unexpected )": "多了一个 )",
    "missing ]": "缺少 ]",
    "invalid character class": "方括号里的写法不对",
    "invalid character class range": "方括号里的范围或类别不对",
    "no argument for repetition operator": "重复符号前面没有东西",
    "bad repetition operator": "重复符号不能连写",
    "invalid repetition size": "重复的次数颠倒了，或者太多（连嵌套的算在内最多 1000 次）",
    "invalid named capture group": "分组的名字不对",
    "pattern too large - compile failed": "太大，请减少重复的次数",
}


def why_refused(error: "re2.error") -> str:
    """What is wrong, and the part of the expression that is."""
    said = error.args[0] if error.args else b""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    reason, _, part = text.partition(": ")
    why = _REASONS.get(reason, "写法不对")
    return f"{why}，在“{part}”处" if part else why
