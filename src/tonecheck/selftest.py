"""``python -m tonecheck.selftest``: exit 0 when an offence is blocked and an ordinary notice passes."""

import sys

from tonecheck.checker import Checker

OFFENCE = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。如已还款请忽略本短信。【示例银行】"


def healthy(checker: Checker) -> bool:
    """Whether the checker tells a threat from a notice."""
    offence, notice = (checker.examine(text, anew=True).report for text in (OFFENCE, NOTICE))
    return offence.decision == "block" and notice.decision == "pass"


if __name__ == "__main__":
    sys.exit(0 if healthy(Checker()) else 1)
