"""spaCy users get the same findings, at the right tokens and characters."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

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


@pytest.mark.parametrize("way", ["bytes", "bin", "processes"])
def test_documents_can_be_stored_and_sent_to_processes(nlp: Language, way: str) -> None:
    text = "您好。再不还钱就打断你的腿，听到没有？"
    doc = nlp(text)
    if way == "bytes":
        back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    elif way == "bin":
        stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
        (back,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)
    else:
        back, _ = nlp.pipe([text, "您好"], n_process=2)
    report = doc._.tonecheck_report
    assert report.findings
    assert back._.tonecheck_report == report
    spans = back.spans["tonecheck"]
    assert tuple(span._.tonecheck_finding for span in spans) == report.findings
    assert back[0:1]._.tonecheck_finding is None


def test_a_document_that_is_too_long_does_not_end_the_pipe(nlp: Language) -> None:
    docs = list(nlp.pipe(["您好" * 10_001, "再不还钱就打断你的腿"]))
    report = docs[0]._.tonecheck_report
    assert (report.decision, report.complete) == ("review", False)
    assert report.incomplete_because[0].startswith("bad_input：text：共 20002 个字符")
    assert len(docs[0].spans["tonecheck"]) == 0
    assert docs[1]._.tonecheck_report.decision == "block"


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
