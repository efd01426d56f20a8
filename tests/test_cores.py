"""A process that is held to some cores starts no more workers than these."""

import os

from tonecheck.cores import cores


def test_only_the_cores_that_may_be_used_count() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
