"""What a user decides: packs, lexicons, allowed phrases, demands. Read from ``tonecheck.toml``."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tonecheck.os_errors import why
from tonecheck.report import LEVELS, SEVERITY_ORDER, Level, Severity
from tonecheck.rules.lexicons import comparable
from tonecheck.rules.ruleset import Sources
from tonecheck.text.automaton import Automaton
from tonecheck.text.blanks import Blanked

SIGNATURE_RULE: Final = "missing_identification/unsigned"


class PolicyError(ValueError):
    """A configuration that cannot be used; names file, key and remedy."""


class AllowList:
    """Phrases whose words are never findings; where they overlap, the longest wins."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        words = dict.fromkeys(comparable(Blanked(phrase).text) for phrase in phrases)
        self._phrases = Automaton(tuple(words), longest=True)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where allowed phrases stand in comparable text."""
        return [(start, end) for start, end, _ in self._phrases.find(text)]


@dataclass(frozen=True)
class Policy:
    """One configuration; the default changes nothing."""

    sources: Sources = Sources()
    allow: tuple[str, ...] = ()
    require_signature: bool = False
    fail_on: Severity = "warn"
    evasion: Level = "standard"
    first_tier: bool = True
    """Whether clearly harmless phrases spare the encoder."""

    @property
    def raised(self) -> frozenset[str]:
        """Rules whose ``info`` counts as ``warn``."""
        return frozenset({SIGNATURE_RULE}) if self.require_signature else frozenset()

    def allow_list(self) -> AllowList:
        return AllowList(self.allow)


def find_policy(start: Path) -> Path | None:
    """The nearest ``tonecheck.toml``, or ``pyproject.toml`` with ``[tool.tonecheck]``, upwards."""
    folder = start.resolve()
    for place in (folder, *folder.parents) if folder.is_dir() else folder.parents:
        own = place / "tonecheck.toml"
        if own.is_file():
            return own
        shared = place / "pyproject.toml"
        if shared.is_file() and "tonecheck" in _read_toml(shared).get("tool", {}):
            return shared
    return None


def read_policy(path: Path) -> Policy:
    """Read a configuration; its paths are relative to it.

    Raises:
        PolicyError: no such file, not TOML, an unknown key, or a value of the wrong type.
    """
    table = read_table(path)
    unknown = table.keys() - _KEYS.keys()
    if unknown:
        raise PolicyError(
            f"{path}：未知配置项 {'、'.join(sorted(unknown))}；可用的有 {'、'.join(_KEYS)}"
        )
    for key, value in table.items():
        if not isinstance(value, _KEYS[key]) or (
            isinstance(value, list) and not all(isinstance(item, str) for item in value)
        ):
            raise PolicyError(f"{path}：{key} 的值类型不对，应为{_EXPECTED[_KEYS[key]]}")
        if isinstance(value, list) and "" in value:
            raise PolicyError(f"{path}：{key} 里有空的文字；请写上内容，或删去它")
    return _from_table(path, table)


def read_table(path: Path) -> dict[str, Any]:
    """What a configuration file says of tonecheck, unchecked.

    Raises:
        PolicyError: no such file, or not TOML.
    """
    table = _read_toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("tonecheck", {})
    return table


def _from_table(path: Path, table: dict[str, Any]) -> Policy:
    fail_on = table.get("fail-on", "warn")
    if fail_on not in SEVERITY_ORDER:
        raise PolicyError(f"{path}：fail-on 应为 {'、'.join(SEVERITY_ORDER)} 之一")
    sources = Sources(
        packs=_paths(path, table, "packs"),
        lexicons=_paths(path, table, "lexicons"),
        without=frozenset(table.get("without", ())),
        with_shipped=table.get("shipped-packs", True),
        config=path,
    )
    evasion = table.get("evasion", "standard")
    if evasion not in LEVELS:
        raise PolicyError(f"{path}：evasion 应为 {'、'.join(LEVELS)} 之一")
    policy = Policy(
        sources=sources,
        require_signature=table.get("require-signature", False),
        fail_on=fail_on,
        evasion=evasion,
        first_tier=table.get("first-tier", True),
    )
    phrases = list(table.get("allow", ()))
    for file in _paths(path, table, "allow-files"):
        phrases += _lines_of(path, file)
    for phrase in phrases:
        if not comparable(phrase).strip():
            raise PolicyError(f"{path}：允许词“{phrase}”折叠后为空")
    return replace(policy, allow=tuple(phrases))


def _lines_of(path: Path, file: Path) -> list[str]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(
            f"{path}：allow-files 里的 {file} 不是 UTF-8 编码；请另存为 UTF-8"
        ) from None
    except OSError as error:
        raise PolicyError(
            f"{path}：allow-files 里的 {file} 读不了（{why(error)}）；请写文件，每行一个词"
        ) from None
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def _paths(path: Path, table: dict[str, Any], key: str) -> tuple[Path, ...]:
    paths = tuple(path.parent / item for item in table.get(key, ()))
    for one in paths:
        if not one.exists():
            raise PolicyError(f"{path}：{key} 里的 {one} 不存在")
    return paths


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PolicyError(f"{path}：配置无法读取：不是 UTF-8 编码；请另存为 UTF-8") from error
    except OSError as error:
        raise PolicyError(f"{path}：配置无法读取：{why(error)}") from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path}：不是合法的 TOML：{error}") from error


_KEYS: Final[dict[str, type]] = {
    "packs": list,
    "lexicons": list,
    "without": list,
    "shipped-packs": bool,
    "allow": list,
    "allow-files": list,
    "require-signature": bool,
    "fail-on": str,
    "evasion": str,
    "first-tier": bool,
    "audit": dict,  # read by the audit itself
    "service": dict,  # read by the service itself
}
_EXPECTED: Final = {list: "文字的列表", bool: " true 或 false", str: "文字", dict: "一张表"}
