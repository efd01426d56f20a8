"""The way of a message, on one screen: read, match, judge, report."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version
from typing import Final, NamedTuple

from tonecheck.judge import Judged, distinct, judge
from tonecheck.message import Message
from tonecheck.policy import Policy
from tonecheck.report import PackVersion, Report, Versions, decide
from tonecheck.rules.engine import Engine
from tonecheck.rules.lexicons import digest
from tonecheck.rules.proof import prove
from tonecheck.rules.proven import unproven
from tonecheck.rules.ruleset import RuleSet, load
from tonecheck.text.disguise.tables import digest as tables_digest
from tonecheck.text.disguise.undo import Level, Reread, Undoer
from tonecheck.text.disguise.undone import undone
from tonecheck.text.legibility import unread
from tonecheck.text.reading import Reading

MODEL_MISSING: Final = "model_missing"


class Examination(NamedTuple):
    """A report, and how the excerpt of each of its findings was read (鲨了你 as 杀了你)."""

    report: Report
    read_as: tuple[str, ...]


class Checker:
    """Packs loaded once; safe to share between threads.

    Args:
        policy: packs, lexicons, allow-list and demands of the caller; the default is what ships.
        model: True asks for the classifier, and reports are incomplete while this package has
            none; None uses it if there is one; False reads with rules alone.

    Raises:
        PackError: a rule file is wrong.
    """

    def __init__(self, policy: Policy | None = None, *, model: bool | None = None) -> None:
        self.policy = policy or Policy()
        self.ruleset: RuleSet = load(self.policy.sources)
        self.engine = Engine(self.ruleset.rules, self.ruleset.lexicons)
        prove(self.engine, unproven(self.ruleset))
        self._missing = (MODEL_MISSING,) if model else ()
        self._allowed = self.policy.allow_list()
        self._versions = Versions(
            package=version("tonecheck"),
            packs=(*(pack.version for pack in self.ruleset.packs), *self._word_versions()),
            model=None,
            law=self.ruleset.catalogue.as_of.isoformat(),
        )

    @cached_property
    def undoer(self) -> Undoer:
        """Built on first need: whoever asks for ``off`` does without."""
        return Undoer(self.engine.uses)

    def _word_versions(self) -> Iterator[PackVersion]:
        """What verdicts depend on besides the packs: word classes and tables of disguises."""
        lexicons = "\n".join(map(digest, self.ruleset.lexicon_files))
        sha256 = hashlib.sha256(lexicons.encode()).hexdigest()
        yield PackVersion(name="lexicons", version=version("tonecheck"), sha256=sha256)
        sha256 = tables_digest()
        yield PackVersion(name="disguises", version=version("tonecheck"), sha256=sha256)

    def warm_up(self) -> None:
        """Load everything now (some seconds), so that the first offence is as fast as the next.

        For processes that serve; a command that checks one file does without.
        """
        self.engine.warm_up()
        self.undoer.warm_up()

    def check(self, message: str | Message, evasion: Level | None = None) -> Report:
        """The verdict on one message.

        Args:
            evasion: how far disguises are undone; None takes the policy's level.

        Raises:
            MessageError: a text that is empty or too long.
        """
        return self.examine(message, evasion).report

    def examine(self, message: str | Message, evasion: Level | None = None) -> Examination:
        """The verdict on one message, with how its disguises were read.

        Raises:
            MessageError: as `check`.
        """
        if isinstance(message, str):
            message = Message(text=message)
        reading = Reading.of(message)
        reasons = self._missing + unread(message.text)
        judged = self._judged(message, reading)
        level = evasion or self.policy.evasion
        if level != "off":
            for reread in self.undoer.readings(reading.text, level):
                judged += self._judged(message, reading, reread)
        judged = distinct(judged)
        findings = tuple(one.finding for one in judged)
        report = Report(
            id=message.id,
            decision=decide(findings, not reasons),
            complete=not reasons,
            incomplete_because=reasons,
            findings=findings,
            scores={},
            versions=self._versions,
        )
        return Examination(report, tuple(one.read_as for one in judged))

    def _judged(
        self, message: Message, reading: Reading, reread: Reread | None = None
    ) -> list[Judged]:
        """What the rules find in ``reading``, or in what it says reread."""
        way = None
        if reread:
            way = undone(reading.folded, reread)
            reading = Reading.of(message, way.folded)
        matches = self.engine.matches(message, reading)
        if not matches:
            return []
        allowed = self._allowed.spans(reading.text)
        catalogue = self.ruleset.catalogue
        return judge(message, reading, matches, catalogue, allowed, self.policy.raised, way)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Report]:
        """The verdicts on any number of messages, one by one and in their order.

        A message refused by `check` raises when its turn comes; the reports before it stand.
        """
        return map(self.check, messages)

    def refuse(self, reason: str, id: str | None = None) -> Report:
        """The report on something that could not be examined at all."""
        return Report(
            id=id,
            decision="review",
            complete=False,
            incomplete_because=(reason,),
            findings=(),
            scores={},
            versions=self._versions,
        )
