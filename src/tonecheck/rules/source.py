"""YAML that remembers its lines, so that an error points at the place in the rule file."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NoReturn, Self

import yaml

from tonecheck.rules.errors import PackError


class Source:
    """One node of a YAML file; reads itself as what is expected, or says where it is not."""

    __slots__ = ("_file", "_key", "_node")

    def __init__(self, node: yaml.Node, file: str, key: str = "") -> None:
        self._node, self._file, self._key = node, file, key

    @classmethod
    def read(cls, path: Path) -> Self:
        """Parse one file.

        Raises:
            PackError: the file cannot be opened, is not UTF-8, is empty or is not YAML.
        """
        try:
            node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PackError(str(path), line, "", f"不是合法的 YAML：{error.problem}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(str(path), 1, "", f"无法读取：{error}") from error
        if node is None:
            raise PackError(str(path), 1, "", "文件是空的")
        return cls(node, str(path))

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
