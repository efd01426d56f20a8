"""Puts the report together and writes it."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tonecheck.audit.errors import room_in
from tonecheck.audit.report import figures
from tonecheck.audit.report.sections.contacts import contacts
from tonecheck.audit.report.sections.groups import groups
from tonecheck.audit.report.sections.laws import laws
from tonecheck.audit.report.sections.origin import origin
from tonecheck.audit.report.sections.over_time import over_time
from tonecheck.audit.report.sections.review import review
from tonecheck.audit.report.sections.scope import scope
from tonecheck.audit.report.sections.templates import templates
from tonecheck.audit.report.sections.verdicts import verdicts
from tonecheck.audit.results import Results
from tonecheck.law.catalogue import Catalogue
from tonecheck.titles import CHANNEL_TITLES, RECIPIENT_TITLES

REPORT: Final = "report.html"
_PAGES: Final = Path(__file__).parent / "pages"


def write_report(folder: Path, catalogue: Catalogue) -> None:
    """Write ``report.html`` beside the results it is about.

    The same results give the same bytes.

    Args:
        folder: where an audit has written its results.
        catalogue: of the provisions that the results cite.

    Raises:
        AuditError: the results cannot be read.
        AuditStopped: the disk is full.
    """
    written = rendered(Results(folder), catalogue)
    with room_in(folder):
        (folder / REPORT).write_text(written, "utf-8", newline="\n")


def rendered(results: Results, catalogue: Catalogue) -> str:
    """The report as HTML."""
    return _environment().get_template("report.html.jinja").render(_shown(results, catalogue))


def _shown(results: Results, catalogue: Catalogue) -> dict[str, Any]:
    summary = results.summary
    overall = summary["offending"]["rate"]

    def compared(name: str, total: int, title: Any = str) -> Any:
        return groups(summary[name], overall, total, title)

    return {
        "summary": summary,
        "span": _span(summary),
        "scope": scope(summary),
        "verdicts": verdicts(results),
        "time": over_time(summary),
        "channels": compared("channels", len(summary["channels"]), CHANNEL_TITLES.__getitem__),
        "recipients": compared(
            "recipients", len(summary["recipients"]), RECIPIENT_TITLES.__getitem__
        ),
        "senders": compared("senders", summary["senders_total"]),
        "templates": templates(summary),
        "laws": laws(summary, catalogue),
        "contacts": contacts(results, catalogue),
        "review": review(results),
        "baseline": summary.get("baseline"),
        "origin": origin(summary),
    }


def _span(summary: dict[str, Any]) -> tuple[str, str] | None:
    days = [one["day"] for one in summary["days"] if one["day"]]
    return (min(days), max(days)) if days else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        count=figures.count,
        percent=figures.percent,
        interval=figures.interval,
        q_value=figures.q_value,
    )
    return environment
