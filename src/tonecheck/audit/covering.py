"""What results show of a text without showing whom it is about."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from tonecheck.audit.persons import telling_places
from tonecheck.categories import Category
from tonecheck.report import Finding
from tonecheck.rules.grounds import PREFIX

_LONGEST: Final = 120
_NUMBER: Final = re.compile(r"\d(?:\W{0,2}\d){4,}[xX]?")
_ACCOUNT: Final = re.compile(r"@|[A-Za-z][-_]?\d{2,}")
"""What may be an e-mail address or a chat account."""
_DIGITS_KEPT: Final = 2
_CLAUSE: Final = re.compile(r"[^，。！？；,!?;\n]+")

_PERSONAL: Final[Category] = "privacy_disclosure"
"""What is found is the secret: an address, an illness, a number. Nothing of it is shown."""

_ABOUT_OTHERS: Final[frozenset[Category]] = frozenset(
    {
        "third_party",
        "public_shaming",
        "doorstep_intimidation",
        "harassment",
        "violence_threat",
        "sexual",
    }
)
"""Between the words that their rules ask for stand kin, schools, places of work and whereabouts.

What the classifier points at is like that in all categories: a stretch of whatever was written.
"""

_SHOWN_WHOLE: Final = 6
"""Code points with room for no more than what rules ask for."""

_SHOWN_AT_MOST: Final = 16
"""Code points; in more of them there is more of the message than of any rule."""

_LONGEST_LABEL: Final = 24

Span = tuple[int, int]


def excerpt(text: str, finding: Finding, core: Span, findings: Sequence[Finding]) -> str:
    """What is shown of ``text`` for one of its ``findings``.

    Args:
        core: the words that its rule knows; the classifier may have widened the finding.
    """
    shown = range(*core)
    if _is_free(text, finding, shown):
        shown = range(0)
    places = range(finding.start, finding.end)
    hidden = _personal(findings) | ({*places} - {*shown})
    if shown:
        hidden |= telling_places(text)
    return _shown(text, places, hidden)


def _is_free(text: str, finding: Finding, core: range) -> bool:
    """Whether what stands in ``core`` is the writer's rather than a rule's.

    A rule that judges how a message is sent takes all of it.
    """
    most = _SHOWN_WHOLE if finding.category in _ABOUT_OTHERS else _SHOWN_AT_MOST
    everything = len(core) >= len(text.strip()) > _SHOWN_WHOLE
    return finding.rule.startswith(PREFIX) or everything or len(core) > most


def example(text: str, findings: Iterable[Finding]) -> str:
    """What is shown of a whole ``text`` that was sent to many.

    Of a clause with something personal nothing: a street stands before what a rule makes out.
    """
    personal = _personal(findings)
    clauses = (range(*clause.span()) for clause in _CLAUSE.finditer(text))
    hidden = {place for clause in clauses if not personal.isdisjoint(clause) for place in clause}
    return _shown(text, range(len(text)), hidden | telling_places(text))


def label(value: str) -> str:
    """A cell that should be a name of something, as errors tell it: it may be a message."""
    most = _LONGEST_LABEL if value.isascii() else _LONGEST_LABEL // 2
    safe = len(value) <= most and not _NUMBER.search(value)
    named = value.isascii() or not telling_places(value)
    if safe and named and not _ACCOUNT.search(value):
        return value
    return f"〔{len(value)} 字〕"


def _personal(findings: Iterable[Finding]) -> set[int]:
    spans = (range(one.start, one.end) for one in findings if one.category == _PERSONAL)
    return {place for span in spans for place in span}


def _shown(text: str, places: range, hidden: set[int]) -> str:
    """The text at ``places``, with long numbers starred but for their end, cut where it is long."""
    starred = _NUMBER.sub(lambda found: _starred(found.group()), text)
    parts = []
    for is_hidden, stretch in groupby(places, hidden.__contains__):
        these = list(stretch)
        shown = starred[these[0] : these[-1] + 1]
        parts.append(f"〔隐去 {len(these)} 字〕" if is_hidden else shown)
    told = "".join(parts)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _starred(number: str) -> str:
    if not number.strip("0.,"):  # a blank
        return number
    return "*" * (len(number) - _DIGITS_KEPT) + number[-_DIGITS_KEPT:]
