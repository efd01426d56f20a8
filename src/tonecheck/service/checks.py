"""The hot routes: ``POST /v1/check`` and ``/v1/check/batch``. Bytes in, bytes out, no reading here."""

import asyncio
from abc import ABC, abstractmethod
from codecs import BOM_UTF8
from collections.abc import Sequence
from math import ceil
from time import monotonic
from typing import ClassVar, Final

import msgspec
from starlette.types import Receive, Scope, Send

from tonecheck.examination import Examination
from tonecheck.report import Report
from tonecheck.service.answers import answer, batch_answer, encode, envelope
from tonecheck.service.bodies import Bodies, require_plain
from tonecheck.service.call import call_of
from tonecheck.service.disconnects import abandoned_on_disconnect
from tonecheck.service.job import Job
from tonecheck.service.metrics import Metrics
from tonecheck.service.middleware import answer_bytes
from tonecheck.service.parameters import explained, wait_s
from tonecheck.service.pool import Pool
from tonecheck.service.problems import wrong_shape
from tonecheck.service.sending import VALUES, SendPolicy, applied_to_all
from tonecheck.service.wire import UnreadBatch
from tonecheck.service.work import Done, Work
from tonecheck.service.worker_group import numbers
from tonecheck.validation import DecodeErrors, field_error

CHECK: Final = "/v1/check"
CHECK_BATCH: Final = "/v1/check/batch"
MOST_IN_SLICE: Final = 16

_JSON: Final = [(b"content-type", b"application/json")]
_batch = msgspec.json.Decoder(UnreadBatch)


class _Checking(ABC):
    """An ASGI application: admits a request, reads its body, answers, and lets go of the body.

    Args:
        usual_ms: how long an answer may take unless the caller says so.
        most_bytes: of a body.
    """

    route: ClassVar[str]
    bulk: ClassVar[bool]

    def __init__(
        self, pool: Pool, bodies: Bodies, metrics: Metrics, usual_ms: int, most_bytes: int
    ) -> None:
        self._pool = pool
        self._queue = pool.queue(self.bulk)
        self._bodies = bodies
        self._metrics = metrics
        self._usual_ms = usual_ms
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        call.route = self.route
        self._queue.require(1)  # a full queue costs the caller no upload
        patience_s = wait_s(call, self._usual_ms)
        require_plain(call.headers.get(b"content-encoding", b""))
        declared = call.headers.get(b"content-length")
        body = await self._bodies.read(receive, declared, self._most_bytes)
        try:
            said = await self._answer(scope, body.removeprefix(BOM_UTF8), patience_s, receive)
            await answer_bytes(send, 200, said, _JSON)
        finally:
            self._bodies.release(len(body))

    @abstractmethod
    async def _answer(
        self, scope: Scope, body: bytes, patience_s: float, receive: Receive
    ) -> bytes:
        """The body of the answer; ``receive`` says when the caller hangs up."""


class Check(_Checking):
    """One message."""

    route = CHECK
    bulk = False

    async def _answer(
        self, scope: Scope, body: bytes, patience_s: float, receive: Receive
    ) -> bytes:
        self._queue.require(1)
        work = Work(
            number=next(numbers),
            bulk=False,
            messages=(body,),
            policy=_policy_of_key(scope),
            explain=explained(scope["query_string"]),
            deadline=monotonic() + patience_s,
        )
        job = Job(work)
        self._pool.submit(job)
        with abandoned_on_disconnect(self._pool, (job,), receive):
            done = await job.answer
        return self._late(work) if done is None else _only(done)

    def _late(self, work: Work) -> bytes:
        """The answer about a message nobody examined in time."""
        self._metrics.late(1)
        known = envelope(work.messages[0])
        policy = known.policy.over(work.policy) if known.policy else work.policy
        loaded = self._pool.loaded
        report = msgspec.structs.replace(loaded.late, id=known.id)
        return answer(Examination(report, ()), policy, loaded.defaults, work.explain)


class CheckBatch(_Checking):
    """Many messages."""

    route = CHECK_BATCH
    bulk = True

    async def _answer(
        self, scope: Scope, body: bytes, patience_s: float, receive: Receive
    ) -> bytes:
        try:
            batch = _batch.decode(body)
        except DecodeErrors as error:
            raise wrong_shape(field_error(error, VALUES)) from None
        self._queue.require(len(batch.messages))
        self._metrics.batches.observe(len(batch.messages))
        policy = _policy_of_key(scope)
        if batch.policy:
            policy = batch.policy.over(policy)
        deadline = monotonic() + patience_s
        slices = _slices(batch.messages, self._pool.wanted)
        jobs = [Job(_slice_work(messages, policy, deadline)) for messages in slices]
        self._pool.submit(*jobs)
        with abandoned_on_disconnect(self._pool, jobs, receive):
            answers = await asyncio.gather(*(job.answer for job in jobs))
        return self._joined(jobs, answers, policy)

    def _joined(
        self, jobs: Sequence[Job], answers: Sequence[Done | None], policy: SendPolicy | None
    ) -> bytes:
        loaded = self._pool.loaded
        reports: list[bytes] = []
        sends: list[bool] = []
        for job, done in zip(jobs, answers, strict=True):
            if done is None:
                late = job.work.messages
                self._metrics.late(len(late))
                reports += [_late_report(loaded.late, raw) for raw in late]
                sends += [policy is not None and policy.may_send(loaded.late)] * len(late)
            else:
                _raise_refused(done)
                reports += done.bodies
                sends += done.sends
        if policy is None:
            return batch_answer(reports, None)
        return batch_answer(reports, applied_to_all(policy, loaded.defaults, tuple(sends)))


def _policy_of_key(scope: Scope) -> SendPolicy | None:
    key = call_of(scope).key
    return key.policy if key else None


def _only(done: Done) -> bytes:
    _raise_refused(done)
    return done.bodies[0]


def _raise_refused(done: Done) -> None:
    if done.outcome == "refused":
        raise wrong_shape(*done.errors)


def _slices(messages: Sequence[msgspec.Raw], workers: int) -> list[tuple[bytes, ...]]:
    """Small enough for every worker to get one, and never large."""
    size = min(MOST_IN_SLICE, ceil(len(messages) / workers))
    starts = range(0, len(messages), size)
    return [tuple(bytes(raw) for raw in messages[start : start + size]) for start in starts]


def _slice_work(messages: tuple[bytes, ...], policy: SendPolicy | None, deadline: float) -> Work:
    return Work(
        number=next(numbers),
        bulk=True,
        messages=messages,
        policy=policy,
        explain=False,
        deadline=deadline,
    )


def _late_report(late: Report, raw: bytes) -> bytes:
    return encode(msgspec.structs.replace(late, id=envelope(raw).id))
