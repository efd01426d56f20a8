"""Which rules watch which provision, and why some are watched by none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tonecheck.law.catalogue import Catalogue
from tonecheck.law.provision import Provision
from tonecheck.message import LOCAL_TIME
from tonecheck.rules.rule import Rule
from tonecheck.rules.source import Source


@dataclass(frozen=True, slots=True)
class Watched:
    """A prohibition or duty in force today, the rules that cite it, or why none does."""

    provision: Provision
    rules: tuple[str, ...]
    why_not: str


def read_unwatched(path: Path) -> dict[str, str]:
    """Provision id to the reason why no rule watches it.

    Raises:
        PackError: wrong shape, or the same provision twice.
    """
    entries = Source.read(path).fields(("unwatched",))["unwatched"].fields((), None)
    return {provision_id: reason.text() for provision_id, reason in entries.items()}


def watch(
    rules: Iterable[Rule], catalogue: Catalogue, reasons: Mapping[str, str]
) -> tuple[Watched, ...]:
    """Every mainland prohibition and duty in force today, in the catalogue's order."""
    today = datetime.now(LOCAL_TIME).date()
    citing: dict[str, list[str]] = {}
    for rule in rules:
        for provision_id in rule.basis:
            citing.setdefault(provision_id, []).append(rule.id)
    return tuple(
        Watched(
            provision,
            tuple(citing.get(provision.id, ())),
            reasons.get(provision.id) or provision.why_not_citable or "",
        )
        for provision in catalogue
        if provision.jurisdiction == "CN"
        and provision.role in ("prohibition", "duty")
        and (provision.in_force(today) or provision.in_force_from is None)
    )
