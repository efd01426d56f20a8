"""Scores and rules fused: what the classifier adds to the rules' findings, and what it takes back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from tonecheck.agreement import adds, by_category, mostly, whole
from tonecheck.apart import Placed
from tonecheck.categories import Category
from tonecheck.classifier.decision import Decision
from tonecheck.classifier.spans import Span
from tonecheck.closely import Look, Place, Read, closer, probable
from tonecheck.judge import Excused, Judged, distinct, judged_at
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import Message
from tonecheck.report import SEVERITY_ORDER, Severity
from tonecheck.rules.acquittals import Context
from tonecheck.rules.grounds import Grounds
from tonecheck.rules.rule import Acquittal, Rule
from tonecheck.shipped import is_shipped

_TEMPERING: Final[tuple[Acquittal, ...]] = ("negated", "quoted", "reported", "about_abuse")
_DIGITS: Final = 4
_FRAGMENT: Final = 4
"""Characters below which a stretch tells a reader nothing."""
_MILDER: Final[Mapping[Severity, Severity]] = {"block": "warn", "warn": "info", "info": "info"}


class Fused(NamedTuple):
    """The findings of rules and classifier, in order, and all that the classifier read."""

    findings: list[Judged]
    read: Sequence[Read]


class Fusion:
    """One place where scores meet rules; holds what does not change from message to message.

    Args:
        yielding: ids of the rules whose findings the classifier may take back to ``info``: those
            that judge wording. Hours, signatures and the caller's own rules always stand.
    """

    def __init__(
        self,
        decision: Decision,
        grounds: Mapping[Category, Grounds],
        catalogue: Catalogue,
        context: Context,
        yielding: frozenset[str],
    ) -> None:
        self._decision = decision
        self._grounds = grounds
        self._catalogue = catalogue
        self._context = context
        self._yielding = yielding

    def fuse(
        self,
        message: Message,
        found: Sequence[Judged],
        excused: Sequence[Excused],
        read: Sequence[Read],
        look: Look,
    ) -> Fused:
        """The findings of a message, and what the classifier read to tell them.

        Args:
            found: what the rules found, overlapping findings of a category included.
            excused: what they would have found but for words that acquit it.
            read: the message as it came in, and with its disguises undone where it has any.
            look: reads a part by itself, where the whole shows too little.
        """
        weighed = [one for one in found if one.finding.rule in self._yielding]
        severities = (one.finding.severity for one in weighed)
        worst = max(severities, key=SEVERITY_ORDER.__getitem__, default=None)
        likeliest = max(probable(self._decision, one.scores, worst) for one in read)
        if likeliest < self._decision.review:
            close = closer(self._decision, weighed, excused, read, look)
            if not close.read:
                return Fused(distinct(self._taken_back(one, likeliest) for one in found), read)
        else:  # a notice around a threat that is seen all the same must not make it milder
            close = closer(self._decision, self._drowned(weighed, read), excused, (), look)
        found, read = [*found, *close.condemned], [*read, *close.read]
        likely = probabilities(read)
        sure = any(self._decision.names(name, likely[name]) for name in self._decision.thresholds)
        ours = distinct(
            self._doubted(one, likely[one.finding.category]) if sure else one for one in found
        )
        suspected = list(self._suspected(message, ours, read))
        placed = by_category(ours)
        new = [one for one in distinct(suspected) if adds(one, placed)]
        agreeing = [one for one in suspected if not adds(one, placed)]
        together = [*whole(ours, agreeing), *new]
        return Fused(sorted(together, key=lambda one: (one.finding.start, one.finding.end)), read)

    def _drowned(self, weighed: Sequence[Judged], read: Sequence[Read]) -> list[Judged]:
        """What rules would block for, and of which the whole message shows too little."""
        likely = probabilities(read)
        doubted = self._decision.doubted
        blocked = (one for one in weighed if one.finding.severity == "block")
        return [one for one in blocked if likely[one.finding.category] < doubted]

    def _taken_back(self, judged: Judged, probability: float) -> Judged:
        """Still shown, but no reason to stop the message."""
        if judged.finding.rule not in self._yielding:
            return judged
        milder = replace(judged.finding, severity="info", confidence=round(probability, _DIGITS))
        return judged._replace(finding=milder)

    def _doubted(self, judged: Judged, probability: float) -> Judged:
        """A rule may see one offence in the words of another: 女儿放学 is no inherited debt."""
        doubtful = probability < self._decision.doubted
        return self._taken_back(judged, probability) if doubtful else judged

    def _suspected(
        self, message: Message, found: Sequence[Judged], read: Sequence[Read]
    ) -> Iterator[Judged]:
        """The findings of the classifier: the categories it names, or else the likeliest."""
        pairs = [(one, suspicion) for one in read for suspicion in one.scores.suspicions]
        named = [
            (one, suspicion)
            for one, suspicion in pairs
            if self._decision.names(suspicion.category, suspicion.probability)
        ]
        if not named and all(one.finding.severity == "info" for one in found):
            named = [max(pairs, key=lambda pair: pair[1].probability)]
        allowed = _allowed(read)
        for one, suspicion in named:
            severe = self._decision.blocks(suspicion.category, suspicion.severe)
            severity: Severity = "block" if severe else "warn"
            shown = [
                ((span.start, span.end), tempered)
                for span in one.scores.where(suspicion.category)
                if (tempered := self._tempered(severity, one, span))
                and not _is_allowed(one.way.reading.original_span(span.start, span.end), allowed)
            ]
            grounds = self._grounds[suspicion.category]
            sure = round(suspicion.probability, _DIGITS)
            for stretch, tempered in _telling(shown):
                yield judged_at(message, one.way, stretch, grounds, self._catalogue, tempered, sure)

    def _tempered(self, severity: Severity, read: Read, span: Span) -> Severity | None:
        """The customer's words are not ours; what is negated, quoted or told counts a degree less."""
        reading, start, end = read.way.reading, span.start, span.end
        if self._context.acquits("customer", reading, start, end):
            return None
        if any(self._context.acquits(operator, reading, start, end) for operator in _TEMPERING):
            return _MILDER[severity]
        return severity


def _telling(shown: Sequence[tuple[Place, Severity]]) -> list[tuple[Place, Severity]]:
    """Without fragments (您, 要中) where a longer stretch says as much."""
    telling = [SEVERITY_ORDER[degree] for (start, end), degree in shown if end - start >= _FRAGMENT]
    most = max(telling, default=-1)
    return [
        one for one in shown if one[0][1] - one[0][0] >= _FRAGMENT or SEVERITY_ORDER[one[1]] > most
    ]


def yielding_rules(rules: Iterable[Rule]) -> frozenset[str]:
    """No score outweighs facts (hours, signatures) or the caller's own rules."""
    return frozenset(rule.id for rule in rules if is_shipped(rule.file) and not rule.stands)


def _allowed(read: Iterable[Read]) -> Placed[Place]:
    """Where allowed phrases stand in the original, in any way it was read."""
    spans = {one.way.reading.original_span(*span) for one in read for span in one.way.allowed}
    return Placed((*span, span) for span in spans)


def _is_allowed(place: Place, allowed: Placed[Place]) -> bool:
    return any(mostly(place, phrase) for phrase in allowed.touching(*place))


def probabilities(read: Iterable[Read]) -> dict[str, float]:
    """The probability of each category, the highest of several readings."""
    found: dict[str, float] = {}
    for one in read:
        for suspicion in one.scores.suspicions:
            probability = round(suspicion.probability, _DIGITS)
            found[suspicion.category] = max(found.get(suspicion.category, 0.0), probability)
    return found
