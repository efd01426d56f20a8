"""What all formats for people say alike."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from tonecheck.law.catalogue import Catalogue
from tonecheck.law.provision import Provision
from tonecheck.message import LOCAL_TIME
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


def law_of(basis: Iterable[str], catalogue: Catalogue) -> Iterator[Provision]:
    """What a rule cites: each provision in force today, then those that stood for it before."""
    today = datetime.now(LOCAL_TIME).date()
    return (one for provision in basis for one in catalogue.history(provision, today))


def period(provision: Provision) -> str:
    """From when until when a provision is in force."""
    until = f"至 {provision.in_force_until}" if provision.in_force_until else "起施行"
    return f"{provision.in_force_from} {until}"
