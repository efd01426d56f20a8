"""The bodies of requests and answers, beside the contract's message and report."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from tonecheck.message import MOST_MESSAGES, Message
from tonecheck.report import Report, Versions
from tonecheck.service.sending import Applied, AppliedToAll, SendPolicy


class CheckRequest(Message, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message (contract, "In: a message"), and what the caller asks for before it sends."""

    policy: SendPolicy | None = None


class CheckAnswer(Report, frozen=True, kw_only=True):
    """A report (contract, "Out: a report"), with what the request asked for besides.

    Args:
        applied: there when the request or its key carries a policy.
        read_as: there with ``explain=1``: for each finding how its excerpt was read.
    """

    applied: Applied | UnsetType = UNSET
    read_as: tuple[str, ...] | UnsetType = UNSET


class BatchRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Up to 1,000 messages and one policy for all: for the OpenAPI document.

    What is decoded is `UnreadBatch`.
    """

    messages: Annotated[tuple[Message, ...], Meta(min_length=1, max_length=MOST_MESSAGES)]
    policy: SendPolicy | None = None


class BatchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A report for each message, in their order."""

    reports: tuple[Report, ...]
    applied: AppliedToAll | UnsetType = UNSET


class UnreadBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`BatchRequest` whose messages are left to the workers to read."""

    messages: Annotated[tuple[msgspec.Raw, ...], Meta(min_length=1, max_length=MOST_MESSAGES)]
    policy: SendPolicy | None = None


class Envelope(msgspec.Struct, frozen=True):
    """What an answer needs of a message that nobody examined."""

    id: str | None = None
    policy: SendPolicy | None = None


class Health(msgspec.Struct, frozen=True):
    """The process answers."""

    status: str


class Workers(msgspec.Struct, frozen=True):
    """How many worker processes there are to be, and are."""

    wanted: int
    alive: int


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """Whether messages would be examined now, and by what.

    Args:
        self_test: an offence was blocked and an ordinary notice passed, in a worker, just now.
    """

    ready: bool
    self_test: bool
    workers: Workers
    versions: Versions


class Reloaded(msgspec.Struct, frozen=True):
    """By what messages are examined from now on."""

    versions: Versions


class CategoryEntry(msgspec.Struct, frozen=True):
    """A category of the contract, its Chinese title and how many rules look for it."""

    slug: str
    title: str
    rules: int


class Categories(msgspec.Struct, frozen=True):
    """All categories, in the contract's order."""

    categories: tuple[CategoryEntry, ...]
