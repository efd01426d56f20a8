"""The way of a message, on one screen: read, match, judge, report."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Final

from tonecheck.judge import judge
from tonecheck.message import Message
from tonecheck.policy import Policy
from tonecheck.report import Finding, Report, Versions, decide
from tonecheck.rules.engine import Engine
from tonecheck.rules.proof import prove
from tonecheck.rules.proven import unproven
from tonecheck.rules.ruleset import RuleSet, load
from tonecheck.text.legibility import unread
from tonecheck.text.reading import Reading

MODEL_MISSING: Final = "model_missing"


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
            packs=tuple(pack.version for pack in self.ruleset.packs),
            model=None,
            law=self.ruleset.catalogue.as_of.isoformat(),
        )

    def warm_up(self) -> None:
        """Load everything now (one to two seconds), so that the first offence is as fast as the next.

        For processes that serve; a command that checks one file does without.
        """
        self.engine.warm_up()

    def check(self, message: str | Message) -> Report:
        """The verdict on one message.

        Raises:
            MessageError: a text that is empty or too long.
        """
        if isinstance(message, str):
            message = Message(text=message)
        reading = Reading.of(message)
        matches = self.engine.matches(message, reading)
        reasons = self._missing + unread(message.text)
        findings: tuple[Finding, ...] = ()
        if matches:
            allowed = self._allowed.spans(reading.text)
            catalogue = self.ruleset.catalogue
            findings = judge(message, reading, matches, catalogue, allowed, self.policy.raised)
        return Report(
            id=message.id,
            decision=decide(findings, not reasons),
            complete=not reasons,
            incomplete_because=reasons,
            findings=findings,
            scores={},
            versions=self._versions,
        )

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
