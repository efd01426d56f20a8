"""Import and start-up time as multiples of a bare interpreter's start, and resident memory.

python -m benchmarks.startup

What an earlier process kept on disk (`tonecheck.kept`) is there, but where the name says otherwise.
"""

import os
import subprocess
import sys
from functools import partial

from benchmarks.timing import interleaved

_MEMORY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
_NOTHING_KEPT = "first check, nothing kept"
PROGRAMS = {
    "bare interpreter": "pass",
    "import tonecheck": "import tonecheck",
    "Checker()": "import tonecheck; tonecheck.Checker()",
    "first check": "import tonecheck; tonecheck.Checker().check('您好')",
    _NOTHING_KEPT: "import tonecheck; tonecheck.Checker().check('您好')",
}


def _run(name: str, more: str = "") -> str:
    command = [sys.executable, "-c", f"{PROGRAMS[name]}\n{more}"]
    nowhere = {"XDG_CACHE_HOME": os.devnull} if name == _NOTHING_KEPT else {}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **nowhere}
    )
    return done.stdout


def main() -> None:
    seconds = interleaved({name: partial(_run, name) for name in PROGRAMS})
    bare = seconds["bare interpreter"]
    for name, value in seconds.items():
        memory = int(_run(name, _MEMORY))
        print(f"{name:25} {value:6.3f} s  {value / bare:5.1f} × bare  {memory} MiB")


if __name__ == "__main__":
    main()
