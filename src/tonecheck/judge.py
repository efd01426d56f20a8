"""From matches to findings: the law of the day, one finding per offence, the allow-list."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from tonecheck.apart import Apart, Placed
from tonecheck.categories import Category
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import Message
from tonecheck.report import SEVERITY_ORDER, Basis, Evasion, Finding, Severity
from tonecheck.rules.engine import Match
from tonecheck.rules.grounds import PREFIX, Grounds, suggestion
from tonecheck.rules.lexicons import HOLE_MARK
from tonecheck.rules.rule import Rule
from tonecheck.text.disguise.candidate import Edit
from tonecheck.text.disguise.undone import Undone, confidence, evasions
from tonecheck.text.fold import disguises
from tonecheck.text.placeholders import HOLE
from tonecheck.text.reading import Reading


class Way(NamedTuple):
    """One way to read a message.

    ``undone`` are the disguises it took to read it so; ``allowed`` are the spans of allow-listed
    phrases in the comparable text, apart and in order: what lies inside one is no finding.
    """

    reading: Reading
    undone: Undone | None = None
    allowed: Sequence[tuple[int, int]] = ()

    def allows(self, start: int, end: int) -> bool:
        before = bisect(self.allowed, start, key=itemgetter(0))
        return before > 0 and end <= self.allowed[before - 1][1]

    @property
    def guessed(self) -> bool:
        """Whether it takes disguises that are less likely than not."""
        return self.undone is not None and self.undone.guess

    def edits(self, start: int, end: int) -> Sequence[Edit]:
        """The disguises inside ``text[start:end]``."""
        return self.undone.inside(start, end) if self.undone else ()

    def convinces(self, start: int, end: int) -> bool:
        """Whether an offence there needs no disguise, or one that is likely enough."""
        if not self.undone:
            return True
        return (
            bool(self.edits(start, end)) and self.undone.evidence(start, end) >= self.undone.least
        )


class Judged(NamedTuple):
    """A finding, and where it stands in the comparable text of the way it was read.

    ``core`` is where in the original it stood before it was widened.
    """

    finding: Finding
    way: Way
    place: tuple[int, int]
    core: tuple[int, int]

    def said(self, plainly: Placed[str]) -> bool:
        """Whether its rule is among the ids that stand in the original, where it stands."""
        return self.finding.rule in plainly.touching(*self.core)

    @property
    def chinese(self) -> bool:
        """Whether a rule read it as Chinese words, whatever its letters: nong si ni, nmsl."""
        one_word = self.finding.excerpt.isascii() and self.finding.excerpt.isalpha()
        by_rule = not self.finding.rule.startswith(PREFIX)
        return bool(self.finding.evasion) or (one_word and by_rule)

    @property
    def read_as(self) -> str:
        """Its excerpt as it was read: folded, with disguises undone."""
        return "".join(map(_shown, self._read))

    @property
    def origins(self) -> tuple[tuple[int, int], ...]:
        """Where each character of `read_as` stood in the text as it came in."""
        return tuple(
            self.way.reading.original_span(at, at + 1)
            for at, char in enumerate(self._read, self.place[0])
            for _ in _shown(char)
        )

    @property
    def _read(self) -> str:
        return self.way.reading.text[slice(*self.place)]


class Excused(NamedTuple):
    """What a rule would have found but for words that acquit it."""

    judged: Judged
    beside: bool
    """Whether they stand in the same sentence."""


def _shown(char: str) -> str:
    return HOLE_MARK if char == HOLE else char


def judge(
    message: Message,
    way: Way,
    matches: Sequence[Match],
    catalogue: Catalogue,
    raised: frozenset[str] = frozenset(),
    yielding: frozenset[str] = frozenset(),
) -> list[Judged]:
    """One finding per offence.

    Where disguises were undone, only what makes use of one counts.

    Args:
        raised: rules whose ``info`` the policy raises to ``warn``.
        yielding: rules that scores may take back; they stand in for no other rule.
    """
    findings = []
    for match in _strongest(matches, yielding):
        if way.allows(match.start, match.end):
            continue
        place = (match.start, match.end)
        if way.convinces(*place):
            rule = match.rule
            raise_it = rule.id in raised and rule.severity == "info"
            severity: Severity = "warn" if raise_it else rule.severity
            findings.append(judged_at(message, way, place, rule, catalogue, severity))
    return findings


def said_plainly(matches: Iterable[Match], reading: Reading) -> Placed[str]:
    """Ids of the rules that find something in the original, where they do, acquitted or not.

    What context acquits in the original, no undone disguise makes an offence.
    """
    return Placed((*reading.original_span(one.start, one.end), one.rule.id) for one in matches)


def distinct(judged: Iterable[Judged]) -> list[Judged]:
    """In order of start; of overlapping findings of a category the most severe, then the plainest."""
    apart: defaultdict[Category, Apart] = defaultdict(Apart)
    kept = [
        one
        for one in sorted(judged, key=_rank)
        if apart[one.finding.category].take(one.finding.start, one.finding.end)
    ]
    return sorted(kept, key=lambda one: (one.finding.start, one.finding.end, one.finding.rule))


def _rank(one: Judged) -> tuple[int, int, int]:
    finding = one.finding
    return -SEVERITY_ORDER[finding.severity], len(finding.evasion), finding.start - finding.end


def same_offence(one: Finding, other: Finding) -> bool:
    """Whether two findings of a category touch."""
    return one.category == other.category and one.start < other.end and other.start < one.end


def judged_at(
    message: Message,
    way: Way,
    place: tuple[int, int],
    grounds: Rule | Grounds,
    catalogue: Catalogue,
    severity: Severity,
    sure: float | None = None,
) -> Judged:
    """The finding of ``grounds`` at ``place``, a span of the comparable text.

    Args:
        sure: its confidence; None for what the disguises that were undone leave of it.
    """
    start, end, excerpt = _original(way, place)
    edits = way.edits(*place)
    finding = Finding(
        rule=grounds.id,
        category=grounds.category,
        severity=severity,
        start=start,
        end=end,
        excerpt=excerpt,
        message=grounds.why,
        basis=basis_on(grounds.basis, message.day, catalogue),
        suggestion=suggestion(grounds, message.recipient),
        confidence=_confidence(way, place, edits) if sure is None else sure,
        evasion=_evasion(edits, excerpt),
    )
    return Judged(finding, way, place, (start, end))


def widened(judged: Judged, place: tuple[int, int]) -> Judged:
    """The same finding over more of the comparable text."""
    start, end, excerpt = _original(judged.way, place)
    evasion = _evasion(judged.way.edits(*place), excerpt)
    finding = replace(judged.finding, start=start, end=end, excerpt=excerpt, evasion=evasion)
    return judged._replace(finding=finding, place=place)


def _original(way: Way, place: tuple[int, int]) -> tuple[int, int, str]:
    start, end = way.reading.original_span(*place)
    return start, end, way.reading.original[start:end]


def _confidence(way: Way, place: tuple[int, int], edits: Sequence[Edit]) -> float:
    return confidence(way.undone.evidence(*place)) if way.undone and edits else 1.0


def _evasion(edits: Sequence[Edit], excerpt: str) -> tuple[Evasion, ...]:
    return tuple(dict.fromkeys((*evasions(edits), *disguises(excerpt))))


def basis_on(provision_ids: Iterable[str], day: date, catalogue: Catalogue) -> tuple[Basis, ...]:
    """What a rule cites, as it was in force on ``day``, in the rule's order.

    Of provisions that may only be cited by the same title, the first stands for all.
    """
    provisions = (catalogue.resolve(provision_id, day) for provision_id in provision_ids)
    cited: dict[str, Basis] = {}
    for provision in provisions:
        if provision is not None:
            cited.setdefault(provision.cite, Basis(provision=provision.id, cite=provision.cite))
    return tuple(cited.values())


def _strongest(matches: Iterable[Match], yielding: frozenset[str]) -> list[Match]:
    """One match per offence: of overlapping ones of a category the most severe, then the longest."""
    apart: defaultdict[tuple[Category, bool], Apart] = defaultdict(Apart)
    ranked = sorted(
        matches,
        key=lambda m: (-SEVERITY_ORDER[m.rule.severity], m.start - m.end, m.start, m.rule.id),
    )
    return [
        match
        for match in ranked
        if apart[match.rule.category, match.rule.id in yielding].take(match.start, match.end)
    ]
