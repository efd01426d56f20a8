"""The real command, with one rule of its own and no disguises undone: it loads in a moment."""

import sys
from pathlib import Path

from click.testing import CliRunner

from tests.audit.archives import KEY
from tests.rules.packs import write_pack
from tonecheck.cli import main

PACK = """\
match: {any: [打断…2腿, 老赖]}
examples:
  flag: [打断腿, 老赖]
  pass: [您好]
"""


def command(source: Path, out: Path, *more: str) -> list[str]:
    """What a shell would start."""
    config = source.parent / "tonecheck.toml"
    if not config.exists():
        write_pack(source.parent, PACK)
        config.write_text('shipped-packs = false\npacks = ["mine.yaml"]\nevasion = "off"\n')
        (source.parent / "key").write_bytes(KEY)
    options = ["--out", out, "--no-model", "--key", source.parent / "key", "--config", config]
    words = ["-m", "tonecheck", "audit", source, *options, *more]
    return [sys.executable, *map(str, words)]


def ran(source: Path, out: Path, *more: str) -> tuple[int, str]:
    """The exit code and what was said, without a process of its own."""
    words = command(source, out, *more)
    done = CliRunner().invoke(main, words[words.index("audit") :])
    return done.exit_code, done.output
