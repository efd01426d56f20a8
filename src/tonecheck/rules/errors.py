"""What is wrong in a rule file, and where."""


class PackError(ValueError):
    """A rule file that cannot be used: says file, line, the offending key and what to do."""

    def __init__(self, file: str, line: int, key: str, problem: str) -> None:
        super().__init__(f"{file}:{line}: {key}：{problem}" if key else f"{file}:{line}: {problem}")
        self.file, self.line, self.key = file, line, key
