"""The way of a message, on one screen: read, match, judge, report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property, lru_cache, partial
from typing import Final

from tonecheck.alike import Likeness
from tonecheck.by_rules import ByRules, Found
from tonecheck.classifier.encoding import QUIET_FROM, QUIET_UNTIL
from tonecheck.classifier.model import Model
from tonecheck.classifier.shipped_model import shipped_model
from tonecheck.closely import Read
from tonecheck.examination import Examination, as_written
from tonecheck.judge import Judged, basis_on, distinct
from tonecheck.loading import collector_paused
from tonecheck.message import Channel, Message, MessageError, Recipient
from tonecheck.policy import Policy
from tonecheck.report import Basis, Report, report_of
from tonecheck.rules.grounds import Grounds
from tonecheck.rules.prepared import prepared
from tonecheck.rules.rule import Hours, Rule
from tonecheck.suspicion import Fusion, probabilities, yielding_rules
from tonecheck.terms import DEFAULT, Terms
from tonecheck.text.blanks import Blanked
from tonecheck.text.legibility import unread
from tonecheck.versions import versions_of
from tonecheck.ways import Ways

MODEL_MISSING: Final = "model_missing"

REMEMBERED: Final = 4096
LONGEST_REMEMBERED: Final = 500
"""Code points, of the message and of what is allowed for it: a verdict on no more of them takes a few
kilobytes. Templates are shorter."""

_ALWAYS_SCORED: Final = 2
"""The classifier reads what came in, the likeliest way to undo its disguises, and where rules hit."""


class Checker:
    """Packs loaded once; safe to share between threads.

    Args:
        policy: packs, lexicons, allow-list and demands of the caller; the default is what ships.
        model: None uses the classifier that ships, if it is there; True asks for it, and reports
            are incomplete where it is missing; False reads with rules alone. Or another `Model`.
        remembered: verdicts to keep, for messages that differ only in what fills the template; 0
            examines each message anew and keeps nothing of any.

    Raises:
        PackError: a rule file is wrong.
        ModelError: a file of the classifier is wrong.
    """

    @collector_paused()
    def __init__(
        self,
        policy: Policy | None = None,
        *,
        model: Model | bool | None = None,
        remembered: int = REMEMBERED,
    ) -> None:
        self.policy = policy or Policy()
        self.ruleset, self.engine = prepared(self.policy.sources)
        self.model = model if isinstance(model, Model) else shipped_model(model, Model)
        self._model_demanded = model is True
        self._yielding = yielding_rules(self.ruleset.rules) if self.model else frozenset()
        self._fusion = self._fused(self.model) if self.model else None
        self.ways = Ways(self.policy, self.engine.uses)
        self._by_rules = ByRules(self.ruleset, self.engine, self.policy.raised, self._yielding)
        self._packs = tuple(pack.version.name for pack in self.ruleset.packs)
        cited: tuple[Rule | Grounds, ...] = (*self.ruleset.rules, *self.ruleset.grounds.values())
        self._cited = {one.id: one.basis for one in cited}
        self.versions = versions_of(self.ruleset, self.model)
        self._likeness = Likeness(self.hours)
        self._verdict = lru_cache(remembered)(self._read_on)

    def warm_up(self) -> None:
        """Load everything now (some seconds), so that the first offence is as fast as the next.

        For processes that serve; a command that checks one file does without.
        """
        self.engine.warm_up()
        self.ways.undoer.warm_up()

    def check(self, message: str | Message, terms: Terms = DEFAULT) -> Report:
        """The verdict on one message.

        Raises:
            MessageError: a text that is empty or too long, or no text at all.
            TermsError: terms that name an unknown pack, or an allowed phrase that is empty.
        """
        return self.examine(message, terms).report

    def examine(
        self, message: str | Message, terms: Terms = DEFAULT, *, anew: bool = False
    ) -> Examination:
        """The verdict on one message, with how its disguises were read.

        Args:
            anew: whether to read it even if the verdict is remembered, as a test of what reads.

        Raises:
            MessageError, TermsError: as `check`.
        """
        if not isinstance(message, Message):
            message = Message(text=message)
        if terms is not DEFAULT:
            terms.require(self._packs)
        blanked = Blanked(message.text)
        long = len(blanked.text) + sum(map(len, terms.allow)) > LONGEST_REMEMBERED
        verdict = self._read_on if anew or long else self._verdict
        moment = self._likeness.moment(message)
        how = (message.channel, message.recipient, moment)
        read = verdict(blanked.text, *how, message.day, terms)
        return as_written(read, blanked, message.id)

    def _read_on(
        self,
        text: str,
        channel: Channel,
        recipient: Recipient,
        moment: datetime | None,
        day: date,
        terms: Terms,
    ) -> Examination:
        """All that verdicts depend on; of messages that do not say when they are sent, the day."""
        alike = Message(text=text, channel=channel, recipient=recipient, sent_at=moment)
        return self.read(alike, terms)

    def read(self, message: Message, terms: Terms = DEFAULT) -> Examination:
        """The verdict on a message whose fields are blanked (`tonecheck.text.blanks`).

        All messages with the same blanked text, channel and recipient that are sent in equally
        quiet hours have it in common, but for the provisions: those are of the day.
        """
        found = self._by_rules.found(message, list(self.ways.of(message, terms)), terms)
        judged, scores = self._weighed(message, found, terms)
        findings = tuple(one.finding for one in judged)
        reasons = self._incomplete_because(message, terms, judged)
        return Examination(
            report_of(message.id, reasons, findings, scores, self.versions),
            tuple(one.read_as for one in judged),
            tuple(one.core for one in judged),
            tuple(one.origins for one in judged),
        )

    def _incomplete_because(
        self, message: Message, terms: Terms, judged: Sequence[Judged]
    ) -> tuple[str, ...]:
        """Why it was not read completely: what was found to be Chinese is no other language."""
        demanded = self._model_demanded if terms.model is None else terms.model
        missing = (MODEL_MISSING,) if demanded and self.model is None else ()
        return missing + unread(message.text, [one.core for one in judged if one.chinese])

    def _weighed(
        self, message: Message, found: Sequence[Found], terms: Terms
    ) -> tuple[list[Judged], dict[str, float]]:
        """The findings, and what the classifier says where it is asked."""
        judged = [one for by_way in found for one in by_way.judged]
        if not (self.model and self._fusion) or terms.model is False:
            return distinct(judged), {}
        excused = [one for by_way in found for one in by_way.excused]
        look = partial(self.model.part_scores, message)
        tier = not judged and not excused and self.policy.first_tier
        read = [
            Read(one.way, self.model.scores(message, one.way.reading, tier))
            for number, one in enumerate(found)
            if one.judged or (number < _ALWAYS_SCORED and not one.way.guessed)
        ]
        judged, all_read = self._fusion.fuse(message, judged, excused, read, look)
        return judged, probabilities(all_read)

    def _fused(self, model: Model) -> Fusion:
        return Fusion(
            model.decision,
            self.ruleset.grounds,
            self.ruleset.catalogue,
            self.engine.context,
            self._yielding,
        )

    @cached_property
    def hours(self) -> tuple[Hours, ...]:
        """The hours that verdicts depend on: those of rules, and the classifier's night."""
        night = Hours(time(QUIET_FROM), time(QUIET_UNTIL))
        asked = (rule.when.hours for rule in self.ruleset.rules if rule.when.hours)
        return tuple(dict.fromkeys((night, *asked)))

    def basis(self, rule: str, day: date) -> tuple[Basis, ...]:
        """What a finding of ``rule``, or of the classifier, cites on ``day``."""
        return basis_on(self._cited[rule], day, self.ruleset.catalogue)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Report]:
        """The verdicts on any number of messages, read one by one, in their order and as they come.

        A message refused by `check` raises when its turn comes; the reports before it stand.

        Raises:
            MessageError: one message instead of several: its characters are none.
        """
        if isinstance(messages, str | bytes | Message | Mapping):
            raise MessageError(
                "check_many：应为多条消息的列表；只有一条的，请用 check 或写成 [消息]"
            )
        return map(self.check, messages)

    def refuse(self, reason: str, id: str | None = None) -> Report:
        """The report on something that could not be examined at all."""
        return report_of(id, (reason,), (), {}, self.versions)
