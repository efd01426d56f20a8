"""What all formats for people say alike."""

from typing import Final

from tonecheck.report import Finding

BROKEN_OFF: Final = "检查中途停下，后面的没有检查；请重新运行"


def in_full(finding: Finding) -> str:
    """What is wrong, the law, and what to write instead."""
    said = finding.message
    if finding.basis:
        said += f" 依据：{'；'.join(basis.cite for basis in finding.basis)}。"
    if finding.suggestion:
        said += f" 可改为：{finding.suggestion}"
    return said
