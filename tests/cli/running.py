"""The command line, as a process or, where nothing depends on that, in this one."""

import contextlib
import subprocess
import sys
from functools import cache
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from tonecheck.checker import Checker
from tonecheck.cli import main, policies
from tonecheck.policy import Policy
from tonecheck.rules.ruleset import RuleSet, Sources, load


def tonecheck(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``tonecheck`` with ``given`` on standard input."""
    command = [sys.executable, "-m", "tonecheck", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, cwd=cwd, check=False)


def invoked(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The same in this process, with packs and checkers that are loaded once: it takes seconds."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.chdir(cwd or Path()))
        stack.enter_context(patch.object(policies, "Checker", _checker))
        for command in ("rules", "explain"):
            module = sys.modules[f"tonecheck.cli.{command}"]
            stack.enter_context(patch.object(module, "load", _load))
        done = CliRunner().invoke(main, list(map(str, arguments)), input=given)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(
        arguments, done.exit_code, done.stdout_bytes, done.stderr_bytes
    )


@cache
def _checker(policy: Policy, *, model: bool | None) -> Checker:
    return Checker(policy, model=model)


@cache
def _load(sources: Sources) -> RuleSet:
    return load(sources)
