"""Acquittals by context: why words that match are no offence here.

Each operator looks at one match in its sentence. The cues are lexicons (``语境·…``), so that
compliance can read and extend them; what is written here is only how they act.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.rule import Acquittal
from tonecheck.text.automaton import Automaton
from tonecheck.text.reading import Reading
from tonecheck.text.words import cuts_a_word

_REACH: Final = 120
"""Characters of context on each side that are looked at: keeps a long line linear."""

_NEGATION_REACH: Final = 30
_HEADING_REACH: Final = 60

_CLOSE_AFTER: Final = 24
_ABOUT_SPEECH: Final = ("语境·他人所述", "语境·提醒防范", "语境·培训标题")

_HEADING: Final = re.compile(r"[^。！？!?；;，,\n]*")
"""What a message opens with: a title before a colon, in brackets or on a line, or a clause."""

_BARE_NOT: Final = re.compile("(?:^|[，、：:。；们])不$")
"""不 in a list of what is not done (不打爆您的电话，不上门堵人); elsewhere it may well threaten."""

_OATH: Final = re.compile("[就才]")
"""不打断你的腿，我就不姓黄 denies nothing."""

_QUESTION: Final = re.compile("[？?]|[吗吧么嘛]$")
"""你不会想让全村知道吧？ denies nothing."""


class Cues:
    """Finds the words of one lexicon."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = Automaton(words, longest=True)

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _ in self._words.find(text)]

    def inside(self, text: str) -> bool:
        return bool(self._words.find(text))


CUE_LEXICONS: Final = (
    "语境·否定",
    "语境·否定除外",
    "语境·转入威胁",
    "语境·引出话语",
    "语境·话语归类",
    "语境·他人所述",
    "语境·依法途径",
    "语境·提醒防范",
    "语境·培训标题",
)


_CHEAPEST_FIRST: Final[tuple[Acquittal, ...]] = (
    "customer",
    "quoted",
    "negated",
    "lawful_consequence",
    "reported",
    "about_abuse",
    "word_boundary",
)


def cheapest_first(acquittals: Iterable[Acquittal]) -> tuple[Acquittal, ...]:
    """The order to ask in: any of them acquits, so the dear ones come last."""
    return tuple(sorted(acquittals, key=_CHEAPEST_FIRST.index))


class Context:
    """The acquittals over one set of lexicons."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._cues = {name: Cues(lexicons[name].words) for name in CUE_LEXICONS if name in lexicons}
        self._operators: dict[Acquittal, Callable[[Reading, int, int], bool]] = {
            "negated": self._negated,
            "quoted": self._quoted,
            "reported": self._reported,
            "customer": Reading.spoken_by_customer,
            "lawful_consequence": self._lawful_consequence,
            "about_abuse": self._about_abuse,
            "word_boundary": cuts_a_word,
        }

    def acquits(self, operator: Acquittal, reading: Reading, start: int, end: int) -> bool:
        """Whether ``operator`` takes ``reading.text[start:end]`` off the list of offences."""
        return self._operators[operator](reading, start, end)

    def only_beside(self, operator: Acquittal, reading: Reading, start: int, end: int) -> bool:
        """Whether what ``operator`` acquits by stands in another clause of the sentence.

        There it may be mockery: 弄死你，有种请报警.
        """
        if operator != "about_abuse" or self._taught(reading, start):
            return False
        low, high = reading.clauses.across(start, end)
        clause = reading.text[max(low, start - _REACH) : min(high, end + _REACH)]
        return not self._inside("语境·提醒防范", clause)

    def _spans(self, name: str, text: str) -> list[tuple[int, int]]:
        return self._cues[name].spans(text) if name in self._cues else []

    def _inside(self, name: str, text: str) -> bool:
        return name in self._cues and self._cues[name].inside(text)

    def _before(self, reading: Reading, start: int, reach: int) -> str:
        """The sentence up to ``start``, at most ``reach`` characters of it."""
        return reading.text[max(reading.sentences.around(start)[0], start - reach) : start]

    def _after(self, reading: Reading, end: int, reach: int) -> str:
        return reading.text[end : min(reading.sentences.around(max(end - 1, 0))[1], end + reach)]

    def _negated(self, reading: Reading, start: int, end: int) -> bool:
        """A negation governs the match: same clause, no turn to a threat between, no question."""
        clause_start, clause_end = reading.clauses.around(start)
        low = max(clause_start, start - _NEGATION_REACH)
        around = reading.text[low : start + 2]  # 不会 may end inside a match that begins at 会
        exceptions = self._spans("语境·否定除外", reading.text[low : start + 6])
        cues = self._spans("语境·否定", around)
        bare = _BARE_NOT.search(reading.text[low - 1 if low else 0 : start])
        if bare and not _OATH.search(self._after(reading, end, _REACH)):
            cues.append((start - low - 1, start - low))
        for cue_start, cue_end in reversed(cues):
            if low + cue_start >= start or any(
                s <= cue_start and cue_end <= e for s, e in exceptions
            ):
                continue
            if not self._inside("语境·转入威胁", reading.text[low + cue_end : start]):
                return _QUESTION.search(reading.text[end:clause_end]) is None
        return False

    def _quoted(self, reading: Reading, start: int, end: int) -> bool:
        """Inside quotation marks that somebody introduces, names as speech or warns of.

        Of a match that only reaches into a quotation (您收到的“通缉令”) no introduction is enough:
        发到“曝光群”里 is our own deed.
        """
        quotation = reading.quoted(start, end)
        if quotation is None:
            return False
        before = self._before(reading, quotation[0], _HEADING_REACH)
        after = self._after(reading, quotation[1], _HEADING_REACH)
        within = quotation[0] <= start and end <= quotation[1]
        return (
            (within and self._inside("语境·引出话语", before))
            or self._inside("语境·话语归类", after[:_CLOSE_AFTER])
            or any(self._inside(name, side) for name in _ABOUT_SPEECH for side in (before, after))
        )

    def _reported(self, reading: Reading, start: int, end: int) -> bool:
        """Somebody else is said to have said or done it, before the match or in its own words."""
        told = self._before(reading, start, _REACH) + reading.text[start:end]
        return self._inside("语境·他人所述", told)

    def _lawful_consequence(self, reading: Reading, start: int, end: int) -> bool:
        """The clause runs through the law, a contract or a court."""
        return self._inside("语境·依法途径", self._before(reading, start, _HEADING_REACH))

    def _about_abuse(self, reading: Reading, start: int, end: int) -> bool:
        """The sentence warns of, forbids or teaches about what it names."""
        sentence = self._before(reading, start, _REACH) + self._after(reading, end, _REACH)
        return self._inside("语境·提醒防范", sentence) or self._taught(reading, start)

    def _taught(self, reading: Reading, start: int) -> bool:
        heading = _HEADING.match(reading.text[: min(start, _HEADING_REACH)])
        return heading is not None and self._inside("语境·培训标题", heading.group())
