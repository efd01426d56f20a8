"""Latin words in a row: a sentence of another language, or what Chinese messages borrow."""

import re
from typing import Final

from tonecheck.text.disguise.sounds import spelled

RUN: Final = re.compile(
    r"(?<![a-zA-Z])[a-zA-Z]++"
    r"(?:(?:['’]|[\s,.;:!?…“”\"*_\-]++)[a-zA-Z]++){2,}+"
)
"""Three Latin words or more."""

_WORD: Final = re.compile("[a-zA-Z]+(?:['’][a-zA-Z]+)*")
_FEWEST: Final = 3
_MOST: Final = 8
"""Words in a row that are another language, or pinyin too long to be read, whatever they are."""

_PLAIN: Final = 5
_UNCAPPED: Final = 3
_UNSPELLED: Final = 4
"""Of five words in a row or more: so many in lower case that are no goods, and so many that are no
pinyin, make a sentence of whatever language. Names and titles have capitals."""

COURTESY: Final = re.compile(
    r"(?<![a-z])(?:"
    r"thank you(?: (?:very|so) much)?(?: for (?:your|the) (?:support|cooperation|understanding"
    r"|attention|patience|trust|time|payment|business|reply|help))?"
    r"|(?:i )?wish you (?:all the best|good luck|every success|a (?:nice|good|happy) [a-z]+)"
    r"|have a (?:nice|good|great|lovely|pleasant) (?:day|night|weekend|time|trip|holiday)"
    r"|(?:best|kind|warm) (?:wishes|regards)(?: to you)?|(?:merry|happy) [a-z]+(?: [a-z]+)? to you"
    r"|looking forward to (?:your reply|hearing from you)|nice to (?:meet|see) you|how are you"
    r"|are you ok|at your service|for your (?:information|reference)|i love you)(?![a-z])",
    re.IGNORECASE,
)
"""Set phrases that stand beside their Chinese."""

_GRAMMAR: Final = re.compile(
    "we|yours?|you|they|them|their|she|him|his|her|ours?|this|that|these|those|shall|should|must"
    "|would|could|cannot|are|was|were|been|have|has|had|does|did|not|unless|until|because|when"
    "|what|who|why|how|there|(?:i|you|we|they|he|she|it|that)['’](?:ll|re|ve|m|s|d)"
    "|(?:do|wo|ca|is|are|was|did|does|would|could|should)n['’]t",
    re.IGNORECASE,
)
"""Words that hold an English sentence together."""

_GRAMMAR_OR_NAME: Final = re.compile("will|us|it|or|is|my|do|am|be|if|me|he|can")
"""Others, which with a capital are names (Will)."""

_TRADE: Final = re.compile(
    "app|ios|android|iphone|ipad|pc|wifi|vip|sim|usb|pro|max|plus|mini|ultra|air|[gtmk]b|ram|rom"
    "|led|lcd|ok|hi|hello|dear|vs|by|tel|fax|e?mail|sms|web|[cg]pu|ssd|."
)
"""Goods and their like, and single letters."""


def sentence(run: str) -> bool:
    """Whether what `RUN` found is another language, and neither names nor goods nor pinyin."""
    words = _WORD.findall(run)
    if len(words) >= _MOST:
        return True
    capitals = run.isupper()
    if len(words) < _FEWEST or (capitals and " " not in run):  # MY-US-OR is a code
        return False
    unspelled = sum(spelled(word.lower()) is None for word in words)
    if sum(_weight(word, unspelled) for word in words) >= 1:
        return True
    plain = sum(word.islower() and _TRADE.fullmatch(word) is None for word in words)
    return len(words) >= _PLAIN and unspelled >= _UNSPELLED and (capitals or plain >= _UNCAPPED)


def _weight(word: str, unspelled: int) -> float:
    """How much of a sign ``word`` is that an English sentence stands here; 1 suffices.

    Args:
        unspelled: words of the run that are no pinyin; you, me and can are syllables too.
    """
    small = word.lower()
    if _GRAMMAR.fullmatch(small) is None and (
        word.istitle() or _GRAMMAR_OR_NAME.fullmatch(small) is None
    ):
        return 0
    if spelled(small) is not None and unspelled < 2:
        return 0
    return 0.5 if word.isupper() else 1  # US, IT and OR stand in names
