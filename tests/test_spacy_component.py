"""spaCy users get the same findings, at the right tokens and characters."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from tests.rules.packs import write_pack
from tonecheck import Checker


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("tonecheck")
    return nlp


def test_findings_become_spans_with_category_and_rule(nlp: Language, full_checker: Checker) -> None:
    text = "您好。再不还钱就打断你的腿，听到没有？"
    doc = nlp(text)
    report = full_checker.check(text)
    spans = doc.spans["tonecheck"]
    assert [(s.label_, s.id_) for s in spans] == [(f.category, f.rule) for f in report.findings]
    for span, finding in zip(spans, report.findings, strict=True):
        assert span._.tonecheck_finding == finding
        assert span.start_char <= finding.start < finding.end <= span.end_char
        assert finding.excerpt in span.text
        inner = doc[span.start + 1 : span.end - 1]
        assert len(inner) == 0 or (inner.start_char > finding.start or inner.end_char < finding.end)


def test_a_lawful_text_has_no_spans_and_a_report(nlp: Language) -> None:
    doc = nlp("您的账单已出，请按时还款。【示例银行】")
    assert len(doc.spans["tonecheck"]) == 0
    assert doc._.tonecheck_report.decision == "pass"


def test_an_empty_document_is_left_alone(nlp: Language) -> None:
    assert nlp("")._.tonecheck_report is None


def test_a_configuration_can_be_named(tmp_path: Path) -> None:
    write_pack(tmp_path, "match: 打断<你>…2腿\nexamples: {flag: [打断你的腿], pass: [您好]}")
    path = tmp_path / "tonecheck.toml"
    ours = "shipped-packs = false\npacks = ['mine.yaml']\nallow = ['打断你的腿']"
    path.write_text(ours, "utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe("tonecheck", config={"config": str(path)})
    allowed, other = (nlp(text) for text in ("打断你的腿", "打断你这腿"))
    assert len(allowed.spans["tonecheck"]) == 0
    assert "harassment/mine" in [span.id_ for span in other.spans["tonecheck"]]
