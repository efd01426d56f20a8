"""What a request says besides its body."""

import re
from typing import Final
from urllib.parse import parse_qsl

from tonecheck.service.call import Call
from tonecheck.service.problems import wrong_shape
from tonecheck.service.settings import LONGEST_DEADLINE_MS
from tonecheck.validation import FieldError

DEADLINE_HEADER: Final = "Tonecheck-Deadline-Ms"


def explained(query: bytes) -> bool:
    """Whether the query asks how each excerpt was read.

    Raises:
        Refusal: it says neither yes nor no.
    """
    if not query:
        return False
    value = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)).get("explain", "0")
    if value not in ("0", "1"):
        raise wrong_shape(FieldError("explain", "应为 0 或 1"))
    return value == "1"


def wait_s(call: Call, usual_ms: int) -> float:
    """Seconds the caller waits for the answer.

    Raises:
        Refusal: the header is no number of milliseconds, or too large a one.
    """
    given = call.headers.get(DEADLINE_HEADER.lower().encode())
    if given is None:
        return usual_ms / 1000
    if not re.fullmatch(rb"[0-9]{1,6}", given) or not 1 <= int(given) <= LONGEST_DEADLINE_MS:
        detail = f"应为 1 到 {LONGEST_DEADLINE_MS} 之间的整数（毫秒）"
        raise wrong_shape(FieldError(DEADLINE_HEADER, detail))
    return int(given) / 1000
