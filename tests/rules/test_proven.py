"""The record of proven packs is current, and covers nothing but those files."""

from pathlib import Path

from tests.rules.packs import write_pack
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
    path.write_text("lexicons:\n  住处: {add: 'true', words: [阿房宫]}\n", "utf-8")
    ruleset = load(Sources(lexicons=(path,)))
    assert unproven(ruleset) == ruleset.rules
