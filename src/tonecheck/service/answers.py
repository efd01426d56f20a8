"""Bodies of answers, each encoded once."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import UNSET

from tonecheck.examination import Examination
from tonecheck.service.sending import AppliedToAll, Defaults, SendPolicy, applied
from tonecheck.service.wire import CheckAnswer, Envelope
from tonecheck.validation import DecodeErrors

encode: Final = msgspec.json.Encoder().encode
_envelope: Final = msgspec.json.Decoder(Envelope)


def envelope(raw: bytes) -> Envelope:
    """What can still be said of a message that is not examined, whatever its shape."""
    try:
        return _envelope.decode(raw)
    except DecodeErrors:
        return Envelope()


def answer(
    examination: Examination, policy: SendPolicy | None, defaults: Defaults, explain: bool
) -> bytes:
    """The answer to one message: the contract's report, and more only where it was asked for."""
    report = examination.report
    if policy is None and not explain:
        return encode(report)
    members = {name: getattr(report, name) for name in report.__struct_fields__}
    return encode(
        CheckAnswer(
            **members,
            applied=applied(policy, defaults, policy.may_send(report)) if policy else UNSET,
            read_as=examination.read_as if explain else UNSET,
        )
    )


def batch_answer(reports: Sequence[bytes], applied: AppliedToAll | None) -> bytes:
    """The answer to a batch, joined from reports that are encoded already."""
    joined = b'{"reports":[' + b",".join(reports) + b"]"
    return joined + (b',"applied":' + encode(applied) + b"}" if applied else b"}")
