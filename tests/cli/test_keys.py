"""Keys of the service, made on the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.running import tonecheck
from tonecheck.cli.keys import keys
from tonecheck.service.keys import read_keys


def test_keys_are_made_on_the_command_line(tmp_path: Path) -> None:
    made = tonecheck("keys", "new", "--name", '短信"网关', "--scope", "check", "--rate", "60")
    secret, table = made.stdout.decode().split("\n", 1)
    assert made.returncode == 0
    assert secret not in table
    (tmp_path / "keys.toml").write_text(table, "utf-8")
    key = read_keys(tmp_path / "keys.toml").find(secret.encode())
    assert key
    assert (key.name, key.scopes, key.rate) == ('短信"网关', frozenset({"check"}), 60)


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_a_key_needs_a_name(name: str) -> None:
    made = CliRunner().invoke(keys, ["new", "--name", name])
    assert (made.exit_code, made.stdout) == (2, "")
    assert "名称为空" in made.stderr
