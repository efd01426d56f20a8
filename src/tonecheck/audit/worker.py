"""A worker process: examines units, and skeletons for whoever needs them; then sums up."""

import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from tonecheck.audit.collected import collect
from tonecheck.audit.errors import AuditStopped, room_in
from tonecheck.audit.examine import Examiner
from tonecheck.audit.keys import Hasher
from tonecheck.audit.parts import part_of
from tonecheck.audit.plan import Plan
from tonecheck.audit.prepare import limit_threads
from tonecheck.audit.scan import scan
from tonecheck.audit.sharing import Sharing
from tonecheck.audit.skeletons import Skeleton
from tonecheck.audit.units import Unit
from tonecheck.audit.verdict import Verdict, verdict_on
from tonecheck.checker import Checker

_decoder = msgspec.msgpack.Decoder(Verdict)


class Worker:
    """One end of the line to the main process; does one thing at a time.

    While it waits for verdicts that others make, it makes those it is asked for.
    """

    def __init__(
        self, line: Connection, checker: Checker, plan: Plan, hasher: Hasher, work: Path
    ) -> None:
        self._line = line
        self._checker = checker
        self._plan = plan
        self._work = work
        settings = plan.begun.settings
        self._terms = settings.terms
        self._examiner = Examiner(
            checker, hasher, Sharing(self._asked_for), plan.begun.law_day, settings.include_text
        )

    def run(self) -> None:
        """Serve until told to stop, or until nobody is there any more."""
        limit_threads()
        parent = os.getppid()
        try:
            self._line.send(("ready", None))
            with room_in(self._work):
                while self._serve_one():
                    pass
        except AuditStopped as error:
            self._line.send(("stopped", str(error)))
        except (EOFError, ConnectionError):
            pass
        except OSError:  # whoever goes on without us has cleared our unit away
            if os.getppid() == parent:
                raise

    def _serve_one(self) -> bool:
        kind, what = self._line.recv()
        if kind == "stop":
            return False
        if kind == "check":
            self._check(what)
        elif kind == "unit":
            self._scan(what)
        elif kind == "part":
            part_of(what, self._plan, self._checker, self._work)
            self._line.send(("done", None))
        elif kind == "collect":
            collect(self._plan, self._checker.versions, self._work, what)
            self._line.send(("done", None))
        return True

    def _scan(self, unit: Unit) -> None:
        def told(rows: int) -> None:
            self._line.send(("rows", rows))

        scan(unit, self._plan, self._examiner, self._work / "units", told)
        self._line.send(("done", None))

    def _check(self, skeletons: Sequence[Skeleton]) -> None:
        made = {
            one.key: msgspec.msgpack.encode(verdict_on(self._checker, one, self._terms))
            for one in skeletons
        }
        self._line.send(("checked", made))

    def _asked_for(self, skeletons: Sequence[Skeleton]) -> list[Verdict]:
        """The verdicts on skeletons that this process has not seen, from whoever makes them."""
        self._line.send(("need", list(skeletons)))
        while True:
            kind, what = self._line.recv()
            if kind == "check":
                self._check(what)
            else:
                return [_decoder.decode(one) for one in what]


def worker_process(line: Connection, others: Sequence[Connection], *rest: Any) -> None:
    """What a worker's process runs; ``others`` are ends of lines that are none of its business."""
    for other in others:
        other.close()
    Worker(line, *rest).run()
