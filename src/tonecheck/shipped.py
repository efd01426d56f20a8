"""Where the files that travel with the package lie: in the wheel, or in a checkout."""

from functools import cache
from pathlib import Path


@cache
def shipped(name: str) -> Path:
    """The shipped folder ``name`` (``rules``).

    Raises:
        FileNotFoundError: neither the installed package nor a checkout around it has the folder.
    """
    here = Path(__file__).resolve()
    for folder in (here.parent / "_shipped" / name, here.parents[2] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"安装不完整：找不到随包的 {name} 目录（应在 {here.parent} 之下）")


def is_shipped(rule_file: str) -> bool:
    """Whether a pack or lexicon is one of ours, and not a user's own."""
    return Path(rule_file).is_relative_to(shipped("rules"))
