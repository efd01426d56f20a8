"""What is raised: the caller's own faults, and a guarded message that must not be sent."""

from tonecheck.client.checked import Checked


class Refused(Exception):
    """The request itself is refused: key, scope, size or shape (401, 403, 413, 415, 422), or the
    address is none of a service's (301, 308, 404, 405).

    No waiting helps, so it is raised whatever the policy says.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, status: int, what: str) -> None:
        super().__init__(f"检查服务拒绝了请求（{status}）：{what}")
        self.status = status


class Blocked(Exception):
    """A guarded function was not called, because its message must not be sent.

    Attributes:
        checked: the verdict, with the report where there is one.
    """

    def __init__(self, checked: Checked) -> None:
        if checked.report is None or not checked.report.findings:
            why = f"没有完整检查：{checked.reason}"
        else:
            rules = dict.fromkeys(finding.rule for finding in checked.report.findings)
            why = "、".join(rules)
        super().__init__(f"消息未发送（{why}）")
        self.checked = checked
