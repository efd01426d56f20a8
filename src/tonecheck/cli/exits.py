"""Exit codes. What was not completely checked outweighs what was found.

Usage and configuration errors end with 2, which is click's own.
"""

from typing import Final

FINDINGS: Final = 1
INCOMPLETE: Final = 3
"""Also where nobody got to read what was found."""

INTERRUPTED: Final = 130
READER_GONE: Final = 141
"""As shells have it for SIGINT and SIGPIPE; 1 would say that something was found."""
