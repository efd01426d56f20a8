"""spaCy: ``nlp.add_pipe("tonecheck")`` puts the findings into ``doc.spans["tonecheck"]``."""

from pathlib import Path
from typing import Any, Final

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from tonecheck.checker import Checker
from tonecheck.message import MessageError
from tonecheck.policy import read_policy
from tonecheck.report import BAD_INPUT, Finding, Report

KEY: Final = "tonecheck"

_STORED: Final = "tonecheck_stored"
"""Where documents keep the report: as plain data, or spaCy could not write them to disk."""


def _report(doc: Doc) -> Report | None:
    stored: dict[str, Any] | None = doc._.get(_STORED)
    return None if stored is None else msgspec.convert(stored, Report)


def _finding(span: Span) -> Finding | None:
    """The finding that a span of ``doc.spans["tonecheck"]`` stands for; None for other spans."""
    stored: dict[str, Any] | None = span.doc._.get(_STORED)
    number = span.kb_id_
    if stored is None or not (number.isdecimal() and int(number) < len(stored["findings"])):
        return None
    finding = msgspec.convert(stored["findings"][int(number)], Finding)
    return finding if (span.label_, span.id_) == (finding.category, finding.rule) else None


Doc.set_extension(_STORED, default=None, force=True)
Doc.set_extension("tonecheck_report", getter=_report, force=True)
Span.set_extension("tonecheck_finding", getter=_finding, force=True)


class Component:
    """Checks each document. A span covers the tokens that a finding touches; its label is the
    category, its id the rule, and ``span._.tonecheck_finding`` the finding with exact characters.

    A document that cannot be a message (over 20,000 characters) gets an incomplete report that says
    so, with ``bad_input`` and why; the pipe goes on. An empty one gets none.
    """

    def __init__(self, config: str | None) -> None:
        self._checker = Checker(read_policy(Path(config)) if config else None)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[KEY] = []
        if not doc.text.strip():
            return doc
        try:
            report = self._checker.check(doc.text)
        except MessageError as error:
            report = self._checker.refuse(f"{BAD_INPUT}：{error}")
        doc._.set(_STORED, msgspec.to_builtins(report))
        spans = [
            doc.char_span(
                finding.start,
                finding.end,
                label=finding.category,
                kb_id=str(number),
                span_id=finding.rule,
                alignment_mode="expand",
            )
            for number, finding in enumerate(report.findings)
        ]
        doc.spans[KEY] = [span for span in spans if span is not None]  # expanded, all are there
        return doc


@Language.factory("tonecheck", default_config={"config": None})
def create(nlp: Language, name: str, config: str | None) -> Component:
    """The factory that spaCy finds through the package's entry point."""
    return Component(config)
