"""Settings that cannot be are refused in words."""

from pathlib import Path

import pytest

from tonecheck.policy import PolicyError
from tonecheck.service.settings import MIB, read_settings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[service]\nport = 'x'", "service.port：应为整数"),
        ("[service]\nworkers = 0", "service.workers：应为整数"),
        ("service = 1", "service：应为对象"),
        ("[service]\nmax-buffered-bytes = 1048576", "service.max-buffered-bytes：至少"),
        ("[service]\nmax-body-bytes = 300000000", "service.max-buffered-bytes：至少"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(PolicyError) as refused:
        read_settings(path)
    assert str(refused.value).startswith(f"{path}：{said}")


def test_bodies_of_all_requests_are_bounded_as_they_come(tmp_path: Path) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text("", "utf-8")
    assert read_settings(path).max_buffered_bytes == 256 * MIB
