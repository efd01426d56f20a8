"""The real command, with one rule of its own, which loads in a moment."""

import sys
from pathlib import Path

from tests.audit.archives import KEY
from tests.rules.packs import write_pack

PACK = """\
match: {any: [打断…2腿, 老赖]}
examples:
  flag: [打断腿, 老赖]
  pass: [您好]
"""


def command(source: Path, out: Path, *more: str) -> list[str]:
    """With one rule of its own, which loads in a moment."""
    config = source.parent / "tonecheck.toml"
    if not config.exists():
        write_pack(source.parent, PACK)
        config.write_text('shipped-packs = false\npacks = ["mine.yaml"]\n')
        (source.parent / "key").write_bytes(KEY)
    options = ["--out", out, "--no-model", "--key", source.parent / "key", "--config", config]
    words = ["-m", "tonecheck", "audit", source, *options, *more]
    return [sys.executable, *map(str, words)]
