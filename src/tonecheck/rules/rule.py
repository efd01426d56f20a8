"""A rule as the engine holds it: one block of a pack, read and checked."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal, get_args

from tonecheck.categories import Category
from tonecheck.message import Message
from tonecheck.report import PackVersion, Severity
from tonecheck.rules.nodes import Node, Within
from tonecheck.text.reading import Reading

Acquittal = Literal[
    "negated",
    "quoted",
    "reported",
    "customer",
    "lawful_consequence",
    "about_abuse",
    "word_boundary",
]
ACQUITTALS: tuple[Acquittal, ...] = get_args(Acquittal)


@dataclass(frozen=True)
class Hours:
    """Hours of the day in mainland time, from ``start`` up to ``end``, over midnight if need be."""

    start: time
    end: time

    def holds(self, moment: datetime) -> bool:
        clock = moment.time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True)
class When:
    """What must be known of the message for a rule to apply; what is unknown never holds."""

    channels: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    hours: Hours | None = None
    signed: bool | None = None

    def __reduce__(self) -> str | tuple[object, ...]:
        if self is ALWAYS:  # it is told by identity
            return "ALWAYS"
        return When, (self.channels, self.recipients, self.hours, self.signed)

    def holds(self, message: Message, reading: Reading) -> bool:
        if self.channels and message.channel not in self.channels:
            return False
        if self.recipients and message.recipient not in self.recipients:
            return False
        if self.signed is not None and self.signed is not reading.signed:
            return False
        if self.hours is None:
            return True
        moment = message.local_sent_at
        return moment is not None and self.hours.holds(moment)


ALWAYS = When()


@dataclass(frozen=True)
class Has:
    """An acquittal by words: the match stands beside ``node``."""

    node: Node
    within: Within


@dataclass(frozen=True)
class Alternative:
    """One way to match; ``source`` is how the rule file writes it."""

    node: Node
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A message that must, or must not, be flagged by its rule."""

    message: Message
    line: int


@dataclass(frozen=True, eq=False)
class Rule:
    """One block: what to find, what acquits it, why it is wrong, what the law says, what to write."""

    id: str
    name: str
    category: Category
    severity: Severity
    basis: tuple[str, ...]
    why: str
    suggest: str | None
    when: When
    alternatives: tuple[Alternative, ...]
    acquittals: tuple[Acquittal, ...]
    has: tuple[Has, ...]
    flag: tuple[Example, ...]
    passes: tuple[Example, ...]
    file: str
    line: int
    fact: bool = False
    """Whether it judges what a classifier does not read, such as the digits of a document."""
    suggest_third_party: str | None = None
    """What to write to somebody who does not owe; None where ``suggest`` fits everybody."""

    @property
    def stands(self) -> bool:
        """Whether no classifier has a say: facts, and hours and signatures, which are facts too."""
        return self.fact or self.when.hours is not None or self.when.signed is not None


@dataclass(frozen=True)
class Pack:
    """A file of rules with its version."""

    version: PackVersion
    title: str
    rules: tuple[Rule, ...]
    file: str
