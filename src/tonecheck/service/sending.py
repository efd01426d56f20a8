"""The policy of a caller that checks before it sends: what stops a message, and on which terms."""

from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, UnsetType

from tonecheck.message import VALUES as MESSAGE_VALUES
from tonecheck.report import LEVELS, Level, Report, Severity
from tonecheck.terms import DEFAULT, Terms
from tonecheck.validation import Values

Fail = Literal["closed", "open"]
Phrase = Annotated[
    str, Meta(min_length=1, max_length=100, extra_json_schema={"pattern": r"[^\s\x1c-\x1f\x85]"})
]

VALUES: Final[Values] = {
    **MESSAGE_VALUES,
    "fail": get_args(Fail),
    "block_on": get_args(Severity),
    "evasion": LEVELS,
}
"""Of the members of a request with few."""

_STOPPING: Final[tuple[Severity, ...]] = ("block",)
_TERMS: Final = ("evasion", "packs", "allow", "model")


class SendPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a caller asks for; what is left out comes from its key, then from the configuration.

    Args:
        fail: what becomes of a message that was not completely examined.
        block_on: findings of these severities stop a message.
        packs: the rule packs that may speak; null means all.
        evasion: how far disguises are undone; null takes the configuration's level.
        allow: phrases whose words are never findings.
        model: false reads with rules alone; with true the report is incomplete where there is no
            classifier.
    """

    fail: Fail | UnsetType = UNSET
    block_on: Annotated[tuple[Severity, ...], Meta(max_length=3)] | UnsetType = UNSET
    packs: Annotated[tuple[str, ...], Meta(min_length=1, max_length=100)] | UnsetType | None = UNSET
    evasion: Level | UnsetType | None = UNSET
    allow: Annotated[tuple[Phrase, ...], Meta(max_length=200)] | UnsetType = UNSET
    model: bool | UnsetType = UNSET

    def over(self, other: "SendPolicy | None") -> "SendPolicy":
        """The policy, completed by ``other``."""
        return self if other is None else SendPolicy(**{**_given(other), **_given(self)})

    def terms(self) -> Terms:
        """The part of it that changes how a message is read."""
        asked = {name: value for name, value in _given(self).items() if name in _TERMS}
        return Terms(**asked) if asked else DEFAULT

    def may_send(self, report: Report) -> bool:
        """Whether nothing found stops the message, and it was examined or need not be."""
        stopping = _STOPPING if self.block_on is UNSET else self.block_on
        if any(finding.severity in stopping for finding in report.findings):
            return False
        return report.complete or self.fail == "open"


class Defaults(msgspec.Struct, frozen=True):
    """What holds where no policy says otherwise."""

    evasion: Level
    model: bool


class AppliedPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """A policy as it was applied, nothing left out."""

    fail: Fail
    block_on: tuple[Severity, ...]
    packs: tuple[str, ...] | None
    evasion: Level
    allow: tuple[str, ...]
    model: bool


class Applied(AppliedPolicy, frozen=True, kw_only=True):
    """The policy as it was applied, and whether the message may be sent."""

    send: bool


class AppliedToAll(AppliedPolicy, frozen=True, kw_only=True):
    """The policy as it was applied, and of each message of a batch whether it may be sent."""

    send: tuple[bool, ...]


def applied(policy: SendPolicy, defaults: Defaults, send: bool) -> Applied:
    """What the answer about one message says of the policy."""
    return Applied(**_complete(policy, defaults), send=send)


def applied_to_all(policy: SendPolicy, defaults: Defaults, send: tuple[bool, ...]) -> AppliedToAll:
    """What the answer about a batch says of the policy."""
    return AppliedToAll(**_complete(policy, defaults), send=send)


def _given(policy: SendPolicy) -> dict[str, Any]:
    members = msgspec.structs.asdict(policy)
    return {name: value for name, value in members.items() if value is not UNSET}


def _complete(policy: SendPolicy, defaults: Defaults) -> dict[str, Any]:
    members: dict[str, Any] = {
        "fail": "closed",
        "block_on": _STOPPING,
        "packs": None,
        "evasion": None,
    }
    members |= {"allow": (), "model": True, **_given(policy)}
    members["evasion"] = members["evasion"] or defaults.evasion
    members["model"] = members["model"] and defaults.model
    return members
