"""Requests and answers as bytes; an answer that does not fit what was asked is no answer.

A request always has a policy, be it an empty one: only then does the service say what may be sent.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from tonecheck.client.policy import SendPolicy
from tonecheck.message import Message
from tonecheck.report import Report


class Answer(NamedTuple):
    """The reports of one request in its order, the policy applied and whether each may be sent."""

    reports: tuple[Report, ...]
    applied: SendPolicy
    sends: tuple[bool, ...]


class _Applied(SendPolicy, frozen=True, kw_only=True):
    send: bool | tuple[bool, ...]


class _WithApplied(msgspec.Struct):
    applied: _Applied


class _Reports(msgspec.Struct):
    reports: tuple[Report, ...]


class _FieldError(msgspec.Struct):
    field: str
    detail: str


class _Problem(msgspec.Struct):
    title: str
    detail: str = ""
    errors: tuple[_FieldError, ...] = ()


_encoder: Final = msgspec.json.Encoder()
_report: Final = msgspec.json.Decoder(Report)
_reports: Final = msgspec.json.Decoder(_Reports)
_with_applied: Final = msgspec.json.Decoder(_WithApplied)
_problem: Final = msgspec.json.Decoder(_Problem)


def encoded(message: Message) -> msgspec.Raw:
    return msgspec.Raw(_encoder.encode(message))


def single_request(message: Message, policy: SendPolicy) -> bytes:
    return _encoder.encode(msgspec.structs.asdict(message) | {"policy": policy})


def batch_request(messages: Sequence[msgspec.Raw], policy: SendPolicy) -> bytes:
    return _encoder.encode({"messages": messages, "policy": policy})


def single_answer(body: bytes, id: str | None) -> Answer:
    """Decode the report on one message.

    Raises:
        ValueError: not the contract's report, or the report on another message.
    """
    return _answer(body, (_report.decode(body),), (id,))


def batch_answer(body: bytes, ids: Sequence[str | None]) -> Answer:
    """Decode the reports on the messages with these ids.

    Raises:
        ValueError: not the contract's reports, too few or many, or in another order.
    """
    return _answer(body, _reports.decode(body).reports, ids)


def _answer(body: bytes, reports: tuple[Report, ...], ids: Sequence[str | None]) -> Answer:
    if [report.id for report in reports] != list(ids):
        raise ValueError("reports on other messages than those asked about")
    applied = _with_applied.decode(body).applied
    sends = applied.send if isinstance(applied.send, tuple) else (applied.send,)
    if len(sends) != len(reports):
        raise ValueError("not one word about sending for each message")
    members = {name: getattr(applied, name) for name in SendPolicy.__struct_fields__}
    return Answer(reports, SendPolicy(**members), sends)


def problem(body: bytes) -> str:
    """What an RFC 9457 document says is wrong; empty when the body is none."""
    try:
        said = _problem.decode(body)
    except ValueError:
        return ""
    fields = "；".join(f"{error.field}：{error.detail}" for error in said.errors)
    return "：".join(filter(None, (said.title, fields or said.detail)))
