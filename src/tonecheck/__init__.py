"""tonecheck: a linter for Chinese debt-collection messages."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tonecheck.checker import Checker
    from tonecheck.message import Message, MessageError
    from tonecheck.policy import Policy, PolicyError, find_policy, read_policy
    from tonecheck.report import Finding, Report
    from tonecheck.rules.errors import PackError

__all__ = [
    "Checker",
    "Finding",
    "Message",
    "MessageError",
    "PackError",
    "Policy",
    "PolicyError",
    "Report",
    "find_policy",
    "read_policy",
]

_FROM: Final = {
    "Checker": "checker",
    "Finding": "report",
    "Message": "message",
    "MessageError": "message",
    "PackError": "rules.errors",
    "Policy": "policy",
    "PolicyError": "policy",
    "Report": "report",
    "find_policy": "policy",
    "read_policy": "policy",
}


def __getattr__(name: str) -> Any:
    """Public names on first use: who only calls the service loads no packs' engine for it."""
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
