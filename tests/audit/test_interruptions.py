"""Killed, out of room or with a worker lost: an audit goes on where it was, to the same results."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from benchmarks.archives import Archive, archive, write
from benchmarks.processes import children_of

from tests.audit.archives import digests
from tests.audit.running import command, ran

MESSAGES, GROUPS = 2400, 80


@pytest.fixture(scope="module")
def sent() -> Archive:
    return archive(MESSAGES, 150, odd=0.02, distinct=0.01)


@pytest.fixture(scope="module")
def many_groups(sent: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something to be busy with for as long as it takes to be killed."""
    source = tmp_path_factory.mktemp("groups") / "a.parquet"
    write(sent.table, source, rows=MESSAGES // GROUPS)
    return source


@pytest.fixture(scope="module")
def uninterrupted(many_groups: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digests of what is left of it by an audit that nobody stops."""
    out = tmp_path_factory.mktemp("whole") / "out"
    code, said = ran(many_groups, out)
    assert code == 1, said
    return digests(out)


def test_killed_at_any_moment_the_results_are_the_same(
    many_groups: Path, uninterrupted: dict[str, str], tmp_path: Path
) -> None:
    rng = random.Random(5)
    out = tmp_path / "killed"
    units = out / "work" / "units"
    for all_of_them in (False, True):
        more = ["--resume"] if out.exists() else []
        process = subprocess.Popen(
            command(many_groups, out, *more), stderr=subprocess.DEVNULL, start_new_session=True
        )
        wanted = len(list(units.glob("[0-9]*"))) + 5
        while process.poll() is None and len(list(units.glob("[0-9]*"))) < wanted:
            time.sleep(0.005)
        time.sleep(rng.random() * 0.1)
        (os.killpg if all_of_them else os.kill)(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    code, said = ran(many_groups, out, "--resume")
    assert code == 1, said
    assert digests(out) == uninterrupted


def killed_while_collecting(source: Path, out: Path) -> list[int]:
    """An audit is killed while a worker puts its files together; gives the workers, made to wait."""
    for patience in range(9, -1, -1):
        shutil.rmtree(out, ignore_errors=True)
        process = subprocess.Popen(command(source, out), stderr=subprocess.DEVNULL)
        workers: list[int] = []
        while process.poll() is None and not list(out.glob("work/.out.*/verdicts.parquet/*")):
            time.sleep(0.0005)
        if process.poll() is None:
            workers = children_of(process.pid)
            for worker in workers:
                os.kill(worker, signal.SIGSTOP)
            process.kill()
        process.wait()
        if workers and not list(out.glob("work/.out.*/collected.msgpack")):
            return workers
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert patience
    raise AssertionError


def test_who_still_collects_for_a_run_that_was_killed_does_not_disturb_the_next(
    many_groups: Path, uninterrupted: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    workers = killed_while_collecting(many_groups, out)
    before = set(out.glob("work/.out.*"))
    resumed = subprocess.Popen(command(many_groups, out, "--resume"), stderr=subprocess.DEVNULL)
    while not {found.parent for found in out.glob("work/.out.*/verdicts.parquet")} - before:
        assert resumed.poll() is None
        time.sleep(0.0005)
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    assert resumed.wait() == 1
    assert digests(out) == uninterrupted


def test_a_lost_worker_is_said_and_made_up_for(
    many_groups: Path, uninterrupted: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(many_groups, out), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    while not list((out / "work" / "units").glob("[0-9]*")):
        assert process.poll() is None
        time.sleep(0.005)
    os.kill(children_of(process.pid)[0], signal.SIGKILL)
    _, told_so = process.communicate()
    assert process.returncode == 3
    assert "--resume" in told_so.decode()
    assert "Traceback" not in told_so.decode()
    code, said = ran(many_groups, out, "--resume")
    assert code == 1, said
    assert digests(out) == uninterrupted


def little_room() -> None:
    """No file may grow past this, as where a disk is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_no_room_is_said_and_resumed(many_groups: Path, tmp_path: Path) -> None:
    stopped = subprocess.run(
        command(many_groups, tmp_path / "out"),
        capture_output=True,
        preexec_fn=little_room,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
        check=False,
    )  # what measures coverage has no room for it either, and would say so
    assert stopped.returncode == 3
    assert "写不下了" in stopped.stderr.decode()
    assert "--resume" in stopped.stderr.decode()
    assert "Traceback" not in stopped.stderr.decode()
    code, said = ran(many_groups, tmp_path / "out", "--resume")
    assert code == 1, said
    told = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert told["messages"] == MESSAGES


def test_another_archive_is_not_gone_on_with(sent: Archive, tmp_path: Path) -> None:
    source, out = tmp_path / "a.parquet", tmp_path / "out"
    write(sent.table.slice(0, 500), source)
    subprocess.run(command(source, out), preexec_fn=little_room, capture_output=True, check=False)
    write(sent.table.slice(1, 500), source)
    for more, expected in (([], "--resume"), (["--resume"], "存档文件（有增减或改动）")):
        code, said = ran(source, out, *more)
        assert code == 2
        assert expected in said
