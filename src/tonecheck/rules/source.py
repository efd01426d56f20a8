"""YAML that remembers its lines, so that an error points at the place in the rule file."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NoReturn, Self

import yaml
from yaml.reader import ReaderError

from tonecheck.os_errors import why
from tonecheck.rules.errors import PackError

_DEEPEST: Final = 50
"""Levels; no rule comes near."""


class Source:
    """One node of a YAML file; reads itself as what is expected, or says where it is not."""

    __slots__ = ("_file", "_key", "_node")

    def __init__(self, node: yaml.Node, file: str, key: str = "") -> None:
        self._node, self._file, self._key = node, file, key

    @classmethod
    def read(cls, path: Path) -> Self:
        """Parse one file.

        Raises:
            PackError: the file cannot be opened, is not UTF-8, is empty, is not YAML, or is nested
                without end.
        """
        data = _content(path)
        try:
            node = yaml.compose(data, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PackError(str(path), line, "", f"不是合法的 YAML：{error.problem}") from error
        except ReaderError as error:
            line = data[: error.position].count(b"\n") + 1
            what = f"有 YAML 不接受的字符（U+{error.character:04X}）；请删去"
            raise PackError(str(path), line, "", what) from error
        if node is None:
            raise PackError(str(path), 1, "", "文件是空的")
        source = cls(node, str(path))
        source._require_shallow()
        return source

    def _require_shallow(self) -> None:
        """An alias may stand for what holds it; who reads that would never be done."""
        level = {id(self._node): self._node}
        for _ in range(_DEEPEST):
            level = {id(node): node for upper in level.values() for node in _inside(upper)}
        for node in level.values():
            Source(node, self._file).fail("嵌套太深，或别名（*）指回了自己")

    @property
    def file(self) -> str:
        return self._file

    @property
    def line(self) -> int:
        return int(self._node.start_mark.line) + 1

    def fail(self, problem: str, key: str | None = None) -> NoReturn:
        """Raise a `PackError` that points here."""
        raise PackError(self._file, self.line, self._key if key is None else key, problem)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    def fields(
        self, required: Collection[str] = (), optional: Collection[str] | None = ()
    ) -> dict[str, "Source"]:
        """The entries of a mapping; ``optional=None`` admits any key."""
        if not isinstance(self._node, yaml.MappingNode):
            self.fail("应为“键: 值”的写法")
        found: dict[str, Source] = {}
        for key_node, value_node in self._node.value:
            key = str(key_node.value)
            here = Source(key_node, self._file, key)
            if optional is not None and key not in required and key not in optional:
                here.fail(f"未知字段；可用的有 {'、'.join([*required, *optional])}")
            if key in found:
                here.fail("同一字段写了两次")
            found[key] = Source(value_node, self._file, key)
        for key in required:
            if key not in found:
                self.fail("缺少这个字段", key)
        return found

    def __iter__(self) -> Iterator["Source"]:
        """The items of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail("应为列表（每行以 - 开头）")
        return (Source(node, self._file, self._key) for node in self._node.value)

    def text(self) -> str:
        """A non-empty string."""
        if not isinstance(self._node, yaml.ScalarNode) or not str(self._node.value).strip():
            self.fail("应为文字，不能为空")
        return str(self._node.value).strip()

    def choice(self, options: Collection[str]) -> str:
        """One of ``options``."""
        value = self.text()
        if value not in options:
            self.fail(f"“{value}”不在可用的值之内：{'、'.join(options)}")
        return value

    def whole_number(self, lowest: int, highest: int) -> int:
        """An integer from ``lowest`` to ``highest``."""
        value = self.text()
        if not value.isdecimal() or not lowest <= int(value) <= highest:
            self.fail(f"应为 {lowest} 到 {highest} 的整数")
        return int(value)

    def texts(self) -> tuple[str, ...]:
        """A list of non-empty strings."""
        return tuple(item.text() for item in self)


def _content(path: Path) -> bytes:
    """As bytes, in which the parser tells places."""
    try:
        data = path.read_bytes()
        data.decode()
    except OSError as error:
        raise PackError(str(path), 1, "", f"无法读取：{why(error)}") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PackError(str(path), line, "", "不是 UTF-8 编码；请另存为 UTF-8") from None
    return data


def _inside(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
