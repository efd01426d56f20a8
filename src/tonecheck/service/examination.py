"""Work examined: JSON in, JSON out, and what is to be counted of it."""

from collections.abc import Generator
from time import monotonic, perf_counter
from typing import Final, NamedTuple, TypeVar

import msgspec

from tonecheck.checker import Checker
from tonecheck.examination import Examination
from tonecheck.message import Message, without_leap_second
from tonecheck.report import BAD_INPUT, Report
from tonecheck.service.answers import answer, encode, envelope
from tonecheck.service.faults import fault_of
from tonecheck.service.sending import VALUES, Defaults
from tonecheck.service.timing import TimedModel
from tonecheck.service.wire import CheckRequest
from tonecheck.service.work import Done, Seen, Work
from tonecheck.terms import DEFAULT, Terms, TermsError
from tonecheck.validation import DecodeErrors, FieldError, field_error

TIMEOUT: Final = "timeout"
BROKEN: Final = "internal_error"

_request = msgspec.json.Decoder(CheckRequest)
_message = msgspec.json.Decoder(Message)
_Read = TypeVar("_Read", bound=Message)


def _decoded(decoder: msgspec.json.Decoder[_Read], raw: bytes) -> _Read:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        fields = msgspec.json.decode(raw)
        told = without_leap_second(fields)
        if told == fields:
            raise
        return msgspec.convert(told, decoder.type)


class _Outcome(NamedTuple):
    examination: Examination
    seen: Seen
    fault: str | None


class Examiner:
    """Where a worker examines.

    Args:
        checker: loaded and warm.
        model: its classifier, if it has one, to read the time from.
    """

    def __init__(self, checker: Checker, model: TimedModel | None) -> None:
        self._checker = checker
        self._model = model
        self._defaults = Defaults(checker.policy.evasion, model is not None)

    def one(self, work: Work) -> Done:
        """Examine one check request."""
        if monotonic() > work.deadline:
            return Done(number=work.number, outcome="late")
        try:
            request = _decoded(_request, work.messages[0])
        except DecodeErrors as error:
            return _refused(work, field_error(error, VALUES))
        policy = request.policy.over(work.policy) if request.policy else work.policy
        try:
            outcome = self._examine(request, policy.terms() if policy else DEFAULT, work.anew)
        except TermsError as error:
            return _refused(work, _of_policy(error))
        return Done(
            number=work.number,
            outcome="examined",
            bodies=(answer(outcome.examination, policy, self._defaults, work.explain),),
            seen=(outcome.seen,),
            faults=(outcome.fault,) if outcome.fault else (),
        )

    def slice(self, work: Work) -> Generator[None, None, Done]:
        """Examine a slice of a batch; yields after each message, for others to be let before."""
        terms = work.policy.terms() if work.policy else DEFAULT
        bodies: list[bytes] = []
        sends: list[bool] = []
        seen: list[Seen] = []
        faults: list[str] = []
        for raw in work.messages:
            try:
                outcome = self._examine_raw(raw, terms, monotonic() > work.deadline)
            except TermsError as error:
                return _refused(work, _of_policy(error))
            bodies.append(encode(outcome.examination.report))
            seen.append(outcome.seen)
            if work.policy:
                sends.append(work.policy.may_send(outcome.examination.report))
            if outcome.fault:
                faults.append(outcome.fault)
            yield
        return Done(
            number=work.number,
            outcome="examined",
            bodies=tuple(bodies),
            sends=tuple(sends),
            seen=tuple(seen),
            faults=tuple(faults),
        )

    def _examine_raw(self, raw: bytes, terms: Terms, late: bool) -> _Outcome:
        if late:
            return self._unexamined(TIMEOUT, raw)
        try:
            message = _decoded(_message, raw)
        except DecodeErrors as error:
            return self._unexamined(f"{BAD_INPUT}：{field_error(error, VALUES)}", raw)
        return self._examine(message, terms)

    def _examine(self, message: Message, terms: Terms, anew: bool = False) -> _Outcome:
        started, read_before = perf_counter(), self._model.seconds if self._model else 0.0
        fault = None
        try:
            examination = self._checker.examine(message, terms, anew=anew)
        except TermsError:
            raise
        except Exception as error:  # whatever broke, the message was not examined: say so
            examination = Examination(self._checker.refuse(BROKEN, message.id), ())
            fault = fault_of(error)
        read = self._model.seconds - read_before if self._model else 0.0
        return _Outcome(
            examination, _seen(examination.report, perf_counter() - started, read), fault
        )

    def _unexamined(self, reason: str, raw: bytes) -> _Outcome:
        report = self._checker.refuse(reason, envelope(raw).id)
        return _Outcome(Examination(report, ()), _seen(report, 0.0, 0.0), None)


def _seen(report: Report, seconds: float, model_seconds: float) -> Seen:
    findings = tuple((one.category, one.rule, one.severity) for one in report.findings)
    return Seen(report.decision, report.complete, seconds, model_seconds, findings)


def _refused(work: Work, error: FieldError) -> Done:
    return Done(number=work.number, outcome="refused", errors=(error,))


def _of_policy(error: TermsError) -> FieldError:
    field, _, detail = str(error).partition("：")
    return FieldError(f"policy.{field}", detail)
