"""A worker that is gone is told as that, whenever it went."""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection

import pytest

from tonecheck.audit.errors import AuditStopped
from tonecheck.audit.pool import Pool


def _killed(line: Connection, _: Sequence[Connection]) -> None:
    line.send(("ready", None))
    os.kill(os.getpid(), signal.SIGKILL)


def _stopped(line: Connection, _: Sequence[Connection]) -> None:
    line.send(("ready", None))
    line.send(("stopped", "写不下了"))


@pytest.mark.parametrize(("worker", "told"), [(_killed, "可能是内存不足"), (_stopped, "写不下了")])
def test_a_worker_that_went_before_it_was_given_something(
    monkeypatch: pytest.MonkeyPatch, worker: object, told: str
) -> None:
    monkeypatch.setattr("tonecheck.audit.pool.worker_process", worker)
    pool = Pool(1, ())
    for process in multiprocessing.active_children():
        process.join()
    with pytest.raises(AuditStopped, match=told):
        pool.run([("unit", None)], lambda _: None)
    pool.close()


def _deaf(line: Connection, others: Sequence[Connection]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the measuring of coverage handles it, too
    for other in others:
        other.close()
    line.send(("ready", None))
    line.close()
    signal.pause()


def test_closing_lets_go_of_a_worker_that_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tonecheck.audit.pool.worker_process", _deaf)
    pool = Pool(1, ())
    (process,) = multiprocessing.active_children()
    pool.run([], lambda _: None)
    pool.close()
    assert process.exitcode == -signal.SIGTERM
