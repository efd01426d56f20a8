"""Which configuration governs which file, and one checker for each."""

from pathlib import Path

from tonecheck.checker import Checker
from tonecheck.cli.waiting import told_to_wait
from tonecheck.policy import Policy, PolicyError, find_policy, read_policy


class Checkers:
    """A checker per configuration: the named one for all, else the nearest above each file."""

    def __init__(self, config: Path | None, model: bool | None) -> None:
        if config is not None and not config.is_file():
            raise PolicyError(f"{config}：指定的配置文件不存在")
        self._config = config
        self._model = model
        self._by_config: dict[Path | None, Checker] = {}

    def nearest(self, place: Path) -> Checker:
        """The checker for a file (or for a folder, as for standard input)."""
        config = self._config or find_policy(place)
        if config not in self._by_config:
            policy = read_policy(config) if config else Policy()
            with told_to_wait():
                self._by_config[config] = Checker(policy, model=self._model)
        return self._by_config[config]


def policy_for(config: Path | None) -> Policy:
    """The named configuration, or the nearest above the working directory.

    Raises:
        PolicyError: it does not exist or cannot be used.
    """
    path = config_for(config)
    return read_policy(path) if path else Policy()


def config_for(config: Path | None) -> Path | None:
    """The named configuration, or the nearest above the working directory, if there is one."""
    return config or find_policy(Path.cwd())
