"""How many processes are at work at once."""

import os


def cores() -> int:
    """Those that this process may use: in a container fewer than the machine has."""
    return len(os.sched_getaffinity(0))
