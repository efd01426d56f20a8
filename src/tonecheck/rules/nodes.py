"""What the verbs of ``match`` say, as read from a rule file."""

from dataclasses import dataclass
from typing import Literal

from tonecheck.rules.pattern import Pattern

Within = int | Literal["clause", "sentence", "message"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A one-line pattern."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Regex:
    """An RE2 expression over comparable text."""

    regex: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole message: for rules that judge how it is sent, not what it says."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """The whole message, if it collects: sent to who owes, or speaking of a debt in ``words``."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several nodes."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """The first node with every other one nearby."""

    nodes: tuple["Node", ...]
    within: Within


@dataclass(frozen=True, slots=True)
class NotNear:
    """A node whose matches count only where no excluded one is nearby."""

    node: "Node"
    excluded: "Node"
    within: Within


Node = Phrase | Regex | Whole | Collecting | AnyOf | Near | NotNear
