"""``python -m tonecheck.service.prefork FD``: loads once, then forks a worker for each socket it is sent.

Forked workers share what is loaded and are there in milliseconds. Forking is safe because there is
no second thread here: see `tonecheck.service.generation` for the environment that sees to that.
"""

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from tonecheck.checker import Checker
from tonecheck.classifier.decision import ModelError
from tonecheck.classifier.shipped_model import shipped_model
from tonecheck.law.catalogue import CatalogueError
from tonecheck.policy import Policy, PolicyError, read_policy
from tonecheck.rules.errors import PackError
from tonecheck.selftest import healthy
from tonecheck.service.examination import TIMEOUT, Examiner
from tonecheck.service.faults import fault_of
from tonecheck.service.frames import Frames, framed
from tonecheck.service.rulebook import rulebook
from tonecheck.service.sending import Defaults
from tonecheck.service.timing import TimedModel
from tonecheck.service.work import Failed, Forked, Loaded, Wanted
from tonecheck.service.worker import Worker

_encode = msgspec.msgpack.Encoder().encode


class SelfTestError(ValueError):
    """The packs load, but do not tell a threat from a notice."""


def main(control: socket.socket) -> None:
    """Load what the first frame asks for; then fork at every further message, until the end."""
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Meant for the service, whose going closes the sockets; until then work is finished.
        signal.signal(signal_number, signal.SIG_IGN)
    signal.signal(
        signal.SIGCHLD, signal.SIG_IGN
    )  # nobody waits for workers: the kernel buries them
    wanted = _receive(control)
    if wanted is None:
        return
    try:
        examiner, loaded = _load(wanted)
    except (PackError, PolicyError, CatalogueError, ModelError, SelfTestError) as error:
        control.sendall(framed(_encode(Failed(str(error)))))
        return
    gc.collect()
    gc.freeze()
    control.sendall(framed(_encode(loaded)))
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            return
        pid = _fork(control, descriptors[0], examiner)
        control.sendall(framed(_encode(Forked(pid))))


def _receive(control: socket.socket) -> Wanted | None:
    frames = Frames()
    while data := control.recv(4096):
        for payload in frames.feed(data):
            return msgspec.msgpack.decode(payload, type=Wanted)
    return None


def _load(wanted: Wanted) -> tuple[Examiner, Loaded]:
    policy = read_policy(Path(wanted.config)) if wanted.config else Policy()
    model = shipped_model(wanted.model, TimedModel)
    checker = Checker(policy, model=model or wanted.model, remembered=wanted.remembered)
    if not healthy(checker):
        raise SelfTestError(
            "自检没有通过：应拦截的一条没有拦截，或应通过的一条没有通过；"
            "请检查配置里的 packs、without、allow 和 shipped-packs"
        )
    checker.warm_up()
    loaded = Loaded(
        late=checker.refuse(TIMEOUT),
        defaults=Defaults(policy.evasion, model is not None),
        rules=tuple(rulebook(checker.ruleset)),
    )
    return Examiner(checker, model), loaded


def _fork(control: socket.socket, descriptor: int, examiner: Examiner) -> int:
    pid = os.fork()
    if pid == 0:
        control.close()
        _work(socket.socket(fileno=descriptor), examiner)
    os.close(descriptor)
    return pid


def _work(connection: socket.socket, examiner: Examiner) -> NoReturn:
    """Never returns into the prefork process's own code, whatever happens."""
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # the service is gone
            Worker(connection, examiner).run()
    except Exception as error:
        print(fault_of(error), file=sys.stderr, flush=True)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
