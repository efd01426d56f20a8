"""tonecheck: a linter for Chinese debt-collection messages."""

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
