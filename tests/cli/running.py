"""The real command line, run as a process."""

import subprocess
import sys
from pathlib import Path


def tonecheck(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``tonecheck`` with ``given`` on standard input."""
    command = [sys.executable, "-m", "tonecheck", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, cwd=cwd, check=False)
