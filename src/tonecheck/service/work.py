"""What the service and its workers say to each other, in frames of msgpack."""

from typing import Literal

import msgspec

from tonecheck.categories import Category
from tonecheck.report import Decision, Report, Severity, Versions
from tonecheck.service.rulebook import RuleDetail
from tonecheck.service.sending import Defaults, SendPolicy
from tonecheck.validation import FieldError


class Work(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """Messages to examine.

    Args:
        number: names the work until it is done.
        bulk: whether it is a slice of a batch. Slices wait while there are single messages.
        messages: JSON as it came in; one check request, or the messages of a slice.
        policy: of the caller's key; of a batch, key and request together.
        explain: whether to say how each excerpt was read.
        anew: whether to read it even if its verdict is remembered.
        deadline: on the clock of `time.monotonic`, which all processes of a machine share.
    """

    number: int
    bulk: bool
    messages: tuple[bytes, ...]
    policy: SendPolicy | None
    explain: bool
    deadline: float
    anew: bool = False


class Seen(msgspec.Struct, array_like=True, frozen=True):
    """What is counted of one report."""

    decision: Decision
    complete: bool
    seconds: float
    model_seconds: float
    findings: tuple[tuple[Category, str, Severity], ...]


class Done(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """The answer to `Work` of the same number.

    Args:
        outcome: ``refused`` when the request itself has a wrong shape: see ``errors``;
            ``late`` when the deadline had passed before a worker began.
        bodies: JSON, one for each message: reports, or the whole answer to a check request.
        sends: whether the policy lets each be sent; empty where nobody asked.
        faults: where the examination itself broke, without any text of the message.
    """

    number: int
    outcome: Literal["examined", "refused", "late"]
    bodies: tuple[bytes, ...] = ()
    sends: tuple[bool, ...] = ()
    errors: tuple[FieldError, ...] = ()
    seen: tuple[Seen, ...] = ()
    faults: tuple[str, ...] = ()


class Wanted(msgspec.Struct, frozen=True):
    """What a prefork process is to load.

    Args:
        config: the configuration file.
        model: whether with the classifier, as `tonecheck.checker.Checker` takes it.
        remembered: verdicts each worker keeps.
    """

    config: str | None
    model: bool | None
    remembered: int


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """A prefork process is ready: by what its workers judge.

    Args:
        late: the report on a message whose deadline has passed, but for its id.
        rules: for people to read.
    """

    late: Report
    defaults: Defaults
    rules: tuple[RuleDetail, ...]

    @property
    def versions(self) -> Versions:
        return self.late.versions

    @property
    def packs(self) -> tuple[str, ...]:
        """Names of the packs that have rules."""
        return tuple(dict.fromkeys(rule.pack for rule in self.rules if rule.pack))


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A prefork process could not load; what is wrong with which file."""

    detail: str


class Forked(msgspec.Struct, frozen=True, tag="forked"):
    """A worker now listens at the other end of the socket that was sent."""

    pid: int
