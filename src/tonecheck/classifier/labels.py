"""What the model is asked: per category whether it occurs and whether severely, and general offence."""

from typing import Final

from tonecheck.categories import CATEGORIES

OFFENSIVE: Final = "offensive"
"""General offensive language, as COLD labels it (Deng et al., EMNLP 2022)."""

LABELS: Final = (*CATEGORIES, *(f"{category}:block" for category in CATEGORIES), OFFENSIVE)
"""The outputs of the model, in order."""

BLOCK_OFFSET: Final = len(CATEGORIES)
"""``LABELS[n + BLOCK_OFFSET]`` is the severe form of ``CATEGORIES[n]``."""
