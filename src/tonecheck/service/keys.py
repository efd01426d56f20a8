"""Who may call: keys by their hash, what each may do, how often, and on which policy."""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from tonecheck.os_errors import why
from tonecheck.policy import PolicyError
from tonecheck.service.sending import VALUES, SendPolicy
from tonecheck.terms import TermsError
from tonecheck.validation import field_error

Scope = Literal["check", "admin"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
_KEY_BYTES: Final = 32


class Key(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A caller.

    Args:
        name: for the log.
        sha256: of the key; the key itself is kept nowhere.
        rate: requests a minute; None for any number.
        policy: holds where a request does not say otherwise.
    """

    name: Annotated[str, Meta(min_length=1)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    scopes: Annotated[frozenset[Scope], Meta(min_length=1)]
    rate: Annotated[int, Meta(ge=1)] | None = None
    policy: SendPolicy | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    key: tuple[Key, ...]


class KeyRing:
    """All keys of a file."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self.keys = tuple(keys)
        self._digests = [(bytes.fromhex(key.sha256), key) for key in self.keys]

    def find(self, token: bytes) -> Key | None:
        """The key with this secret. How long it takes says nothing of any key."""
        digest = hashlib.sha256(token).digest()
        found = None
        for stored, key in self._digests:
            if hmac.compare_digest(stored, digest):
                found = key
        return found

    def require(self, packs: Collection[str]) -> None:
        """See that every key's policy can be met.

        Raises:
            PolicyError: it names a pack there is not, or an empty phrase.
        """
        for key in self.keys:
            try:
                (key.policy or SendPolicy()).terms().require(packs)
            except TermsError as error:
                raise PolicyError(f"密钥“{key.name}”的 policy：{error}") from None


def read_keys(path: Path) -> KeyRing:
    """Read a file of ``[[key]]`` tables.

    Raises:
        PolicyError: it cannot be read, a key has a wrong shape, or two have the same name.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise PolicyError(f"{path}：密钥文件无法读取：{why(error)}") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{path}：密钥文件不是 UTF-8 编码；请另存为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path}：密钥文件不是合法的 TOML：{error}") from None
    try:
        keys = msgspec.convert(table, _File).key
    except msgspec.ValidationError as error:
        raise PolicyError(f"{path}：{field_error(error, {**VALUES, 'scopes': SCOPES})}") from None
    names = [key.name for key in keys]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise PolicyError(f"{path}：名称“{twice}”用了两次")
    return KeyRing(keys)


class NewKey(NamedTuple):
    """A key just made: the secret, to be shown once, and the table to keep."""

    secret: str
    table: str


def new_key(name: str, scopes: Iterable[Scope], rate: int | None) -> NewKey:
    """Make a key of 256 random bits."""
    secret = secrets.token_urlsafe(_KEY_BYTES)
    quoted = msgspec.json.encode(name).decode()  # a JSON string is a TOML string
    listed = ", ".join(f'"{scope}"' for scope in scopes)
    lines = [
        "[[key]]",
        f"name = {quoted}",
        f'sha256 = "{hashlib.sha256(secret.encode()).hexdigest()}"',
        f"scopes = [{listed}]",
    ]
    if rate is not None:
        lines.append(f"rate = {rate}")
    return NewKey(secret, "\n".join(lines))
