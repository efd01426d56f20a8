"""Provision by provision: in force from when to when, what it says, how often it was cited."""

from typing import Any

from tonecheck.law.catalogue import Catalogue


def laws(summary: dict[str, Any], catalogue: Catalogue) -> list[dict[str, Any]]:
    """In the order of the summary, the most often cited first."""
    listed = []
    for one in summary["laws"]:
        provision = catalogue.get(one["provision"])
        listed.append(
            {
                **one,
                "gist": provision.gist if provision else "",
                "level": (provision.level or "") if provision else "",
                "since": provision.in_force_from if provision else None,
                "until": provision.in_force_until if provision else None,
            }
        )
    return listed
