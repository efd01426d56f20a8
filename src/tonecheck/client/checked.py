"""What a check comes to: send or not, and why."""

from dataclasses import dataclass
from typing import Final

from tonecheck.client.policy import SendPolicy
from tonecheck.report import Report

SERVICE_UNAVAILABLE: Final = "service_unavailable"
TIMEOUT: Final = "timeout"
RATE_LIMITED: Final = "rate_limited"


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """The service's word on one message, or what stands in for it when there is none.

    Attributes:
        send: whether the message may go out.
        report: the contract's report; None when the service gave none.
        applied: the policy that decided; ``fail`` and ``block_on`` are always named.
        reason: why the message was not completely examined (``service_unavailable``, ``timeout``,
            ``rate_limited``, or the report's own reasons); None when it was.
    """

    send: bool
    report: Report | None
    applied: SendPolicy
    reason: str | None

    def __repr__(self) -> str:
        """Names rules, never words of the message: this ends up in logs."""
        decision = self.report and self.report.decision
        rules = [finding.rule for finding in self.report.findings] if self.report else []
        return f"Checked(send={self.send}, {decision=}, {rules=}, reason={self.reason!r})"


def examined(report: Report, applied: SendPolicy, send: bool) -> Checked:
    """The service's answer, and its word on sending."""
    reason = None if report.complete else ",".join(report.incomplete_because)
    return Checked(send=send, report=report, applied=applied, reason=reason)


def unexamined(reason: str, policy: SendPolicy) -> Checked:
    """No report: the policy alone decides."""
    applied = policy.settled()
    return Checked(send=applied.fail == "open", report=None, applied=applied, reason=reason)
