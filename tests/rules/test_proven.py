"""The record of proven packs is current, and covers nothing but those files."""

from pathlib import Path

import pytest

from tests.rules.packs import excerpts, write_pack
from tonecheck import PackError
from tonecheck.rules.engine import Engine
from tonecheck.rules.prepared import prepared
from tonecheck.rules.proof import prove
from tonecheck.rules.proven import unproven
from tonecheck.rules.ruleset import Sources, load


def test_the_shipped_packs_are_proven() -> None:
    """If this fails: python -m tonecheck.rules.proven"""
    assert unproven(load()) == ()


def test_an_own_pack_proves_itself(tmp_path: Path) -> None:
    path = write_pack(tmp_path, "match: 打到<你>崩溃")
    assert [rule.id for rule in unproven(load(Sources(packs=(path,))))] == ["harassment/mine"]


def test_a_changed_lexicon_makes_every_pack_prove_itself_again(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("lexicons:\n  上门·住所: {add: 'true', words: [阿房宫]}\n", "utf-8")
    ruleset = load(Sources(lexicons=(path,)))
    assert unproven(ruleset) == ruleset.rules


def test_our_examples_speak_of_our_words(tmp_path: Path) -> None:
    """Over a lexicon that a user has replaced, only the user's own packs prove themselves."""
    words = tmp_path / "words.yaml"
    words.write_text("lexicons:\n  亲属: {add: 'false', words: [表叔公]}\n", "utf-8")
    pack = write_pack(tmp_path, "match: <亲属>\nexamples: {flag: [找你表叔公], pass: [您好]}")
    sources = Sources(packs=(pack,), lexicons=(words,))
    assert [rule.id for rule in unproven(load(sources))] == ["harassment/mine"]
    assert "表叔公" in excerpts(prepared(sources).engine, "找你表叔公")


def test_words_that_break_our_examples_are_named_and_not_our_file(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text("lexicons:\n  语境·否定: {add: 'true', words: [你, 您]}\n", "utf-8")
    ruleset = load(Sources(lexicons=(words,)))
    engine = Engine(ruleset.rules, ruleset.lexicons)
    with pytest.raises(PackError, match=r"随包规则的例句不再成立.*rules/packs.*without") as caught:
        prove(engine, unproven(ruleset), ruleset.lexicons)
    wrong = caught.value
    assert (wrong.file, wrong.line, wrong.key) == (str(words), 2, "语境·否定")
