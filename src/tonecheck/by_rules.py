"""What the rules find in a message, in every way it may be read."""

from collections.abc import Sequence
from typing import NamedTuple

from tonecheck.apart import Placed
from tonecheck.judge import Excused, Judged, Way, judge, said_plainly
from tonecheck.message import Message
from tonecheck.rules.engine import Acquitted, Engine, Match
from tonecheck.rules.ruleset import RuleSet
from tonecheck.terms import Terms


class Found(NamedTuple):
    """A way to read a message, what the rules find in it, and what words around it acquit."""

    way: Way
    judged: list[Judged]
    excused: list[Excused]
    """Empty where no classifier reads it again."""


class ByRules:
    """Immutable; threads share it.

    Args:
        raised: rules whose ``info`` the policy raises to ``warn``.
        yielding: rules that scores may take back; none where no classifier is there.
    """

    def __init__(
        self,
        ruleset: RuleSet,
        engine: Engine,
        raised: frozenset[str],
        yielding: frozenset[str],
    ) -> None:
        self._catalogue = ruleset.catalogue
        self._pack_of = {
            rule.id: pack.version.name for pack in ruleset.packs for rule in pack.rules
        }
        self._engine = engine
        self._raised = raised
        self._yielding = yielding

    def found(self, message: Message, ways: Sequence[Way], terms: Terms) -> list[Found]:
        """What they find in each way; no disguise makes an offence of plain words.

        Args:
            ways: the message as it came in first.
        """
        matches = [self._matches(message, way, terms) for way in ways]
        said = said_plainly(matches[0], ways[0].reading)
        return [
            self._found(message, way, some, said, terms)
            for way, some in zip(ways, matches, strict=True)
        ]

    def _matches(self, message: Message, way: Way, terms: Terms) -> list[Match]:
        matches = self._engine.all_matches(message, way.reading)
        if terms.packs is None:
            return matches
        return [one for one in matches if self._pack_of[one.rule.id] in terms.packs]

    def _found(
        self,
        message: Message,
        way: Way,
        matches: Sequence[Match],
        said: Placed[str],
        terms: Terms,
    ) -> Found:
        yielding = frozenset() if terms.model is False else self._yielding

        def judged(acquitted: Acquitted) -> list[Judged]:
            some = [one for one in matches if one.acquitted == acquitted]
            if not some:
                return []
            found = judge(message, way, some, self._catalogue, self._raised, yielding)
            return [one for one in found if not (way.undone and one.said(said))]

        if not yielding:
            return Found(way, judged(None), [])
        beside = [Excused(one, True) for one in judged("beside")]
        return Found(way, judged(None), [*beside, *(Excused(one, False) for one in judged("afar"))])
