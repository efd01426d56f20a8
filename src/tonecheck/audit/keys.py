"""The key of the hashes that stand for persons and texts: made once, kept by the user alone."""

import os
import secrets
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from tonecheck.audit.errors import AuditError
from tonecheck.os_errors import why

_BYTES: Final = 32
_HASH_BYTES: Final = 16


class Hasher:
    """Keyed hashes (BLAKE2b, 128 bits): equal for what is equal, and to nobody without the key."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    def of(self, text: str) -> str:
        """32 hexadecimal digits."""
        return blake2b(text.encode(), key=self.key, digest_size=_HASH_BYTES).hexdigest()


def default_key_file() -> Path:
    """In the user's configuration folder, so that hashes agree from audit to audit."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "tonecheck" / "audit.key"


def read_key(path: Path | None) -> bytes:
    """The key in ``path``; where the default file is missing it is made.

    Raises:
        AuditError: the named file is missing or too short, or none can be made.
    """
    chosen = path or default_key_file()
    try:
        if path is None and not chosen.exists():
            _make(chosen)
        key = chosen.read_bytes().strip()
    except OSError as error:
        raise AuditError(
            f"{chosen}：密钥文件不能用（{why(error)}）；用 --key 指定一个自己的文件"
            "（至少 16 字节，如 openssl rand -hex 32 的输出）"
        ) from None
    if len(key) < _HASH_BYTES:
        raise AuditError(f"{chosen}：密钥太短，至少 16 字节")
    return blake2b(key, digest_size=_BYTES).digest()


def _make(path: Path) -> None:
    """In one step: audits that begin at the same time must read the same key, and all of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # nobody else may read it
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(_BYTES))
        with suppress(FileExistsError):  # another first audit was faster: its key it is
            path.hardlink_to(beside)
    finally:
        Path(beside).unlink()
