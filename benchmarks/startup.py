"""Import and start-up time as multiples of a bare interpreter's start, and resident memory.

python -m benchmarks.startup
"""

import subprocess
import sys
from functools import partial

from benchmarks.timing import interleaved

_MEMORY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
PROGRAMS = {
    "bare interpreter": "pass",
    "import tonecheck": "import tonecheck",
    "Checker()": "import tonecheck; tonecheck.Checker()",
    "first check": "import tonecheck; tonecheck.Checker().check('您好')",
}


def _run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    seconds = interleaved({name: partial(_run, code) for name, code in PROGRAMS.items()})
    bare = seconds["bare interpreter"]
    for name, code in PROGRAMS.items():
        memory = int(_run(f"{code}\n{_MEMORY}"))
        print(f"{name:18} {seconds[name]:6.3f} s  {seconds[name] / bare:5.1f} × bare  {memory} MiB")


if __name__ == "__main__":
    main()
