"""Groups of messages against the rest of the archive: what stands out, with enough cases to say so."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tonecheck.audit.counts import Tally
from tonecheck.audit.intervals import FALSE_DISCOVERY_RATE, FEWEST, discoveries, upper_tail
from tonecheck.intervals import wilson

_DIGITS: Final = 6
"""That matter: the share of one message in ten million is not none."""


def share(found: int, of: int) -> dict[str, float]:
    """A share with its interval."""
    low, high = wilson(found, of)
    return {
        "rate": _rounded(found / of) if of else 0.0,
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _rounded(share: float) -> float:
    return float(f"{share:.{_DIGITS}g}")


def groups(tallies: Mapping[str, Tally], total: Tally) -> list[dict[str, Any]]:
    """Each with its interval, and whether it stands out against the rest of the archive."""
    entries = sorted(tallies.items())
    compared = compared_with_rest([(one.messages, one.offending) for _, one in entries], total)
    listed = [
        {
            "name": name,
            "messages": one.messages,
            "offending": one.offending,
            "block": one.block,
            **against,
        }
        for (name, one), against in zip(entries, compared, strict=True)
    ]
    return sorted(listed, key=_worst_group)


def compared_with_rest(
    shares: Sequence[tuple[int, int]], total: Tally, of: int | None = None
) -> list[dict[str, Any]]:
    """Messages and offending ones of each, against the rest; ``of`` is how many there are in all."""
    rest = [
        (total.offending - offending) / max(total.messages - messages, 1)
        for messages, offending in shares
    ]
    p_values = [
        upper_tail(offending, messages, expected) if messages < total.messages else 1.0
        for (messages, offending), expected in zip(shares, rest, strict=True)
    ]
    enough = [n for n, (messages, _) in enumerate(shares) if messages >= FEWEST]
    found = discoveries([p_values[n] for n in enough], of)
    q_values = dict(zip(enough, found, strict=True))
    return [
        {
            **share(offending, messages),
            "expected": _rounded(rest[n]),
            "p": float(f"{p_values[n]:.4g}"),
            "q": float(f"{q_values[n]:.4g}") if n in q_values else None,
            "stands_out": q_values.get(n, 1.0) < FALSE_DISCOVERY_RATE,
        }
        for n, (messages, offending) in enumerate(shares)
    ]


def _worst_group(entry: Mapping[str, Any]) -> tuple[bool, float, int, str]:
    return not entry["stands_out"], -entry["low"], -entry["messages"], entry["name"]
