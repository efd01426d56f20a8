"""How far disguises are undone. Apart from what undoes them, which takes long to load."""

from typing import Final, Literal, get_args

Level = Literal["off", "standard", "strict"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
