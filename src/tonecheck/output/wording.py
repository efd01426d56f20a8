"""What all formats for people say alike."""

from typing import Final

_REASONS: Final = {
    "garbled_text": "有一部分是乱码，无法读懂",
    "unsupported_language": "有一部分不是中文，没有检查",
    "model_missing": "要求使用分类模型，但没有可用的模型",
}


def why_incomplete(reason: str) -> str:
    """A reason of a report as a sentence."""
    return _REASONS.get(reason, reason)
