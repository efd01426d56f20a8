"""Exit codes of the contract; what was not completely checked outweighs what was found."""

from typing import Final

FINDINGS: Final = 1
INCOMPLETE: Final = 3
