"""Small packs written to disk, so that tests read what a user would write."""

from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from tonecheck.message import message_from
from tonecheck.policy import Policy
from tonecheck.rules.engine import Engine
from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.reader import read_pack
from tonecheck.rules.ruleset import Sources, load
from tonecheck.text.reading import Reading

HEAD = """\
pack: mine
version: "1.0"
title: 自定
category: harassment
rules:
"""
RULE = """\
id: harassment/mine
name: 测试
severity: block
basis: [civil-1033-1]
why: 测试。
examples:
  flag: [天天打到你崩溃]
  pass: [您好]
"""


def write_pack(folder: Path, body: str, name: str = "mine.yaml") -> Path:
    """A pack of one rule: the usual fields, overridden and completed by ``body``."""
    written = dedent(body)
    keys = {line.split(":")[0] for line in written.splitlines() if line and line[0] not in " -#"}
    kept, skipping = [], False
    for line in RULE.splitlines():
        if not line.startswith(" "):
            skipping = line.split(":")[0] in keys
        if not skipping:
            kept.append(line)
    block = indent("\n".join(kept) + "\n" + written, "    ")
    path = folder / name
    path.write_text(HEAD + "  - " + block.lstrip(), "utf-8")
    return path


def engine_of(folder: Path, body: str) -> Engine:
    """An engine of the one rule and the shipped lexicons."""
    lexicons = _shipped_lexicons()
    return Engine(read_pack(write_pack(folder, body), lexicons).rules, lexicons)


@cache
def _shipped_lexicons() -> dict[str, Lexicon]:
    return load(Sources(with_shipped=False)).lexicons


def excerpts(engine: Engine, text: str, **fields: object) -> list[str]:
    """What the engine matches in ``text``."""
    message = message_from({"text": text, **fields})
    reading = Reading.of(message)
    return [reading.text[match.start : match.end] for match in engine.matches(message, reading)]


def policy_of(*packs: Path) -> Policy:
    """Only the given packs, with no shipped ones."""
    return Policy(sources=Sources(packs=packs, with_shipped=False))
