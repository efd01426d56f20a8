"""The hot routes: ``POST /v1/check`` and ``/v1/check/batch``. Bytes in, bytes out, no reading here."""

import asyncio
import re
from collections.abc import Sequence
from math import ceil
from time import monotonic
from typing import Final
from urllib.parse import parse_qsl

import msgspec
from starlette.types import Receive, Scope, Send

from tonecheck.checker import Examination
from tonecheck.report import Report
from tonecheck.service.answers import answer, batch_answer, encode, envelope
from tonecheck.service.bodies import Bodies
from tonecheck.service.call import Call, call_of
from tonecheck.service.disconnects import abandoned_on_disconnect
from tonecheck.service.job import Job
from tonecheck.service.metrics import Metrics
from tonecheck.service.middleware import answer_bytes
from tonecheck.service.pool import Pool
from tonecheck.service.problems import SHAPE, FieldError, Refusal
from tonecheck.service.sending import SendPolicy, applied_to_all
from tonecheck.service.settings import LONGEST_DEADLINE_MS, Settings
from tonecheck.service.validation import DecodeErrors, field_error
from tonecheck.service.wire import UnreadBatch
from tonecheck.service.work import Done, Work
from tonecheck.service.worker_group import numbers

DEADLINE_HEADER: Final = "Tonecheck-Deadline-Ms"
CHECK: Final = "/v1/check"
CHECK_BATCH: Final = "/v1/check/batch"
MOST_IN_SLICE: Final = 16

_JSON: Final = [(b"content-type", b"application/json")]
_batch = msgspec.json.Decoder(UnreadBatch)


class Check:
    """One message, as an ASGI application."""

    def __init__(self, pool: Pool, bodies: Bodies, settings: Settings, metrics: Metrics) -> None:
        self._pool = pool
        self._bodies = bodies
        self._settings = settings
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        call.route = CHECK
        self._pool.singles.require(1)  # a full queue costs the caller no upload
        explain = _explain(scope["query_string"])
        wait_s = _wait_s(call, self._settings.deadline_ms)
        declared, most = call.headers.get(b"content-length"), self._settings.max_body_bytes
        body = await self._bodies.read(receive, declared, most)
        try:
            self._pool.singles.require(1)
            work = Work(
                number=next(numbers),
                bulk=False,
                messages=(body,),
                policy=call.key.policy if call.key else None,
                explain=explain,
                deadline=monotonic() + wait_s,
            )
            job = Job(work)
            self._pool.submit(job)
            with abandoned_on_disconnect(self._pool, (job,), receive):
                done = await job.answer
            await answer_bytes(send, 200, self._late(work) if done is None else _only(done), _JSON)
        finally:
            self._bodies.release(len(body))

    def _late(self, work: Work) -> bytes:
        """The answer about a message nobody examined in time."""
        self._metrics.late(1)
        known = envelope(work.messages[0])
        policy = known.policy.over(work.policy) if known.policy else work.policy
        loaded = self._pool.loaded
        report = msgspec.structs.replace(loaded.late, id=known.id)
        return answer(Examination(report, ()), policy, loaded.defaults, work.explain)


class CheckBatch:
    """Many messages, as an ASGI application."""

    def __init__(self, pool: Pool, bodies: Bodies, settings: Settings, metrics: Metrics) -> None:
        self._pool = pool
        self._bodies = bodies
        self._settings = settings
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        call.route = CHECK_BATCH
        self._pool.slices.require(1)
        wait_s = _wait_s(call, self._settings.batch_deadline_ms)
        declared, most = call.headers.get(b"content-length"), self._settings.max_batch_body_bytes
        body = await self._bodies.read(receive, declared, most)
        try:
            await answer_bytes(send, 200, await self._examined(call, body, wait_s, receive), _JSON)
        finally:
            self._bodies.release(len(body))

    async def _examined(self, call: Call, body: bytes, wait_s: float, receive: Receive) -> bytes:
        try:
            batch = _batch.decode(body)
        except DecodeErrors as error:
            raise wrong_shape(field_error(error)) from None
        self._pool.slices.require(len(batch.messages))
        self._metrics.batches.observe(len(batch.messages))
        policy = call.key.policy if call.key else None
        if batch.policy:
            policy = batch.policy.over(policy)
        deadline = monotonic() + wait_s
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


def wrong_shape(*errors: FieldError) -> Refusal:
    """The request is not what the contract says; ``errors`` say where."""
    said = "；".join("：".join(filter(None, (one.field, one.detail))) for one in errors)
    return Refusal(SHAPE, said, errors=errors)


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


def _explain(query: bytes) -> bool:
    if not query:
        return False
    value = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)).get("explain", "0")
    if value not in ("0", "1"):
        raise wrong_shape(FieldError("explain", "应为 0 或 1"))
    return value == "1"


def _wait_s(call: Call, usual_ms: int) -> float:
    given = call.headers.get(DEADLINE_HEADER.lower().encode())
    if given is None:
        return usual_ms / 1000
    if not re.fullmatch(rb"[0-9]{1,6}", given) or not 1 <= int(given) <= LONGEST_DEADLINE_MS:
        detail = f"应为 1 到 {LONGEST_DEADLINE_MS} 之间的整数（毫秒）"
        raise wrong_shape(FieldError(DEADLINE_HEADER, detail))
    return int(given) / 1000
