"""The shipped model: whole, the same in both forms, and what it may never do."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from tonecheck import Checker, Message
from tonecheck.categories import CATEGORIES
from tonecheck.classifier.decision import ModelError, logistic
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.labels import LABELS
from tonecheck.classifier.model import DECISION, NAME, PHRASES, TOKENIZER, WEIGHTS, Model, Session
from tonecheck.evaluate.corpus import read_cases
from tonecheck.message import LOCAL_TIME
from tonecheck.policy import Policy
from tonecheck.shipped import shipped
from tonecheck.text.reading import Reading

FOLDER = shipped("models") / NAME
TORCH = FOLDER.parent / f"{NAME}-torch"
TRAIN = Path(__file__).parents[2] / "corpus" / "train"
CASES = list(read_cases(sorted(TRAIN.glob("*.jsonl"))))[::60]
MESSAGES = [case.message() for case in CASES]
LAWFUL = [
    "感谢您的支持。",
    "如已还款，请忽略本短信。",
    "客服热线在工作时间为您服务。",
    "您可以在App里查看账单明细。",
    "祝您生活愉快！",
]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(FOLDER)


def test_the_files_are_as_small_as_promised() -> None:
    assert (FOLDER / WEIGHTS).stat().st_size <= 25e6
    assert (TORCH / "model.safetensors").stat().st_size <= 40e6


def test_the_first_tier_spares_the_encoder_what_is_clearly_harmless(model: Model) -> None:
    notice = Message(text="您好，您的快递已放在门卫处，请凭取件码领取。")
    hint = Message(text="您好。你老家的祖坟还好吧，欠我的钱什么时候给。谢谢。")
    spared, whole = (model.scores(notice, Reading.of(notice), tier) for tier in (True, False))
    assert spared.signs.peak < whole.signs.peak
    assert spared.where(CATEGORIES[0]) == ()
    assert all(suspicion.probability < 0.5 for suspicion in spared.suspicions)
    read, again = (model.scores(hint, Reading.of(hint), tier) for tier in (True, False))
    assert read.suspicions == again.suspicions


def test_the_first_tier_can_be_switched_off(full_checker: Checker) -> None:
    notice = "您好，您的快递已放在门卫处，请凭取件码领取。"
    whole = Checker(Policy(first_tier=False)).check(notice)
    assert whole.decision == full_checker.check(notice).decision == "pass"
    assert whole.scores != full_checker.check(notice).scores


def test_it_reads_a_hint_and_says_where(full_checker: Checker) -> None:
    text = "您好。你老家的祖坟还好吧，欠我的钱什么时候给。谢谢。"
    report = full_checker.check(text)
    assert report.decision != "pass"
    assert any("祖坟" in finding.excerpt for finding in report.findings)
    assert all("谢谢" not in finding.excerpt for finding in report.findings)
    assert set(report.scores) == set(CATEGORIES)
    assert all(0 <= score <= 1 for score in report.scores.values())
    assert report.versions.model is not None
    assert report.versions.model.name == NAME
    assert len(report.versions.model.sha256) == 64


def test_without_a_model_everything_else_works(checker: Checker) -> None:
    report = checker.check("再不还钱就打断你的腿")
    assert report.complete
    assert report.decision == "block"
    assert report.scores == {}
    assert report.versions.model is None


def test_int8_and_half_precision_say_the_same() -> None:
    """Probabilities differ by what rounding to a byte costs, and no more."""
    session = Session(FOLDER / WEIGHTS)
    encoding = Encoding(Tokenizer.from_file(str(FOLDER / TOKENIZER)))
    loaded = AutoModelForSequenceClassification.from_pretrained(TORCH, dtype=torch.float32).eval()
    assert [loaded.config.id2label[n] for n in range(len(LABELS))] == list(LABELS)
    differences = []
    for message in MESSAGES[:80]:
        reading = Reading.of(message)
        for window in encoding.windows(message, reading, encoding.pieces(reading)):
            with torch.inference_mode():
                whole = loaded(
                    input_ids=torch.tensor([window.ids]),
                    token_type_ids=torch.tensor([window.speakers]),
                ).logits[0]
            small, _ = session.run(window)
            differences.append(np.abs(1 / (1 + np.exp(-small)) - torch.sigmoid(whole).numpy()))
    assert np.mean(differences) < 0.01
    assert np.quantile(differences, 0.99) < 0.1


def test_the_torch_folder_brings_its_tokenizer() -> None:
    tokenizer = AutoTokenizer.from_pretrained(TORCH)
    ids = tokenizer("<debtor><any_time>还钱")["input_ids"]
    assert ids[0] == tokenizer.convert_tokens_to_ids("<s>")
    assert ids[1:3] == tokenizer.convert_tokens_to_ids(["<debtor>", "<any_time>"])


def test_a_batch_is_the_same_as_one_by_one_in_any_order(full_checker: Checker) -> None:
    some = MESSAGES[:40]
    single = [full_checker.check(message) for message in some]
    assert list(full_checker.check_many(some)) == single
    assert list(full_checker.check_many(some[::-1])) == single[::-1]


@settings(max_examples=60)
@given(
    st.sampled_from([message for message in MESSAGES if len(message.text) < 200]),
    st.lists(st.sampled_from(LAWFUL), min_size=1, max_size=4),
    st.booleans(),
)
def test_lawful_sentences_never_turn_block_into_pass(
    full_checker: Checker, message: Message, added: list[str], before: bool
) -> None:
    if full_checker.check(message).decision != "block":
        return
    around = "".join(added)
    text = f"{around}{message.text}" if before else f"{message.text}。{around}"
    longer = Message(
        text=text, channel=message.channel, recipient=message.recipient, sent_at=message.sent_at
    )
    assert full_checker.check(longer).decision != "pass"


def test_a_long_letter_is_read_to_its_end(full_checker: Checker) -> None:
    letter = "您好，您的账单已出，请在到期日前还款，感谢您的支持。" * 60
    hint = "你女儿放学挺早吧，路上注意安全，钱今天还。"
    assert full_checker.check(letter + hint).decision == "block"
    assert full_checker.check(hint + letter).decision == "block"


@pytest.mark.parametrize("text", ["\u200b", "🔪🔪", "。", "a", "　\n\u200b　。", "客户：\n客户："])
def test_next_to_nothing_is_read_all_the_same(full_checker: Checker, text: str) -> None:
    for channel in ("sms", "voice_script"):
        report = full_checker.check(Message(text=text, channel=channel))
        assert len(report.scores) == len(CATEGORIES)


def test_the_amount_does_not_change_the_verdict(model: Model) -> None:
    def likely(text: str) -> list[float]:
        message = Message(text=text)
        return [one.probability for one in model.scores(message, Reading.of(message)).suspicions]

    assert likely("您尾号6225的账户欠3,250.60元") == likely("您尾号9911的账户欠8,041.22元")


def test_the_hour_is_read(model: Model) -> None:
    def contact_time(hour: int) -> float:
        sent = datetime(2026, 3, 2, hour, tzinfo=LOCAL_TIME)
        message = Message(text="还钱，赶紧接电话", sent_at=sent)
        suspicions = model.scores(message, Reading.of(message)).suspicions
        return next(one.probability for one in suspicions if one.category == "contact_time")

    assert contact_time(2) > contact_time(14)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, DECISION, PHRASES])
def test_a_missing_or_broken_file_is_named(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_bytes(b"broken")
    with pytest.raises(ModelError, match=str(folder)):
        Model(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="model"):
        Model(folder)


def test_a_decision_for_other_labels_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    decision = json.loads((folder / DECISION).read_bytes())
    del decision["calibration"]["insult"]
    (folder / DECISION).write_text(json.dumps(decision), "utf-8")
    with pytest.raises(ModelError, match="insult"):
        Model(folder)


def test_extreme_odds_are_still_probabilities() -> None:
    assert 0 <= logistic(-1e9) < 1e-9
    assert 1 - 1e-9 < logistic(1e9) <= 1


def test_onnxruntime_reports_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """No name for the machine on disk, no thread that would report events."""
    folders = {name: tmp_path / name for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR")}
    for folder in folders.values():
        folder.mkdir()
    code = """
from pathlib import Path
from tonecheck import Checker
assert Checker(model=True).check("您好").scores
assert len(list(Path("/proc/self/task").iterdir())) == 1
"""
    environment = {
        "PATH": os.environ["PATH"],  # and nothing else: it keeps quiet where a CI shows
        **{name: str(folder) for name, folder in folders.items()},
        "OPENBLAS_NUM_THREADS": "1",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent for path in left} == {folders["XDG_CACHE_HOME"] / "tonecheck"}
