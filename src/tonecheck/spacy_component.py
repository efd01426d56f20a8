"""spaCy: ``nlp.add_pipe("tonecheck")`` puts the findings into ``doc.spans["tonecheck"]``."""

from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from tonecheck.checker import Checker
from tonecheck.policy import read_policy

KEY: Final = "tonecheck"

if not Doc.has_extension("tonecheck_report"):
    Doc.set_extension("tonecheck_report", default=None)
if not Span.has_extension("tonecheck_finding"):
    Span.set_extension("tonecheck_finding", default=None)


class Component:
    """Checks each document. A span covers the tokens that a finding touches; its label is the
    category, its id the rule, and ``span._.tonecheck_finding`` the finding with exact characters.
    """

    def __init__(self, config: str | None) -> None:
        self._checker = Checker(read_policy(Path(config)) if config else None)

    def __call__(self, doc: Doc) -> Doc:
        report = self._checker.check(doc.text) if doc.text.strip() else None
        doc._.tonecheck_report = report
        spans = []
        for finding in report.findings if report else ():
            span = doc.char_span(
                finding.start,
                finding.end,
                label=finding.category,
                span_id=finding.rule,
                alignment_mode="expand",
            )
            if span is not None:
                span._.tonecheck_finding = finding
                spans.append(span)
        doc.spans[KEY] = spans
        return doc


@Language.factory("tonecheck", default_config={"config": None})
def create(nlp: Language, name: str, config: str | None) -> Component:
    """The factory that spaCy finds through the package's entry point."""
    return Component(config)
