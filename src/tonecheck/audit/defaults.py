"""What the command line says of the audit before it is known to be installed."""

from typing import Final

DSN: Final = "TONECHECK_DSN"
"""The environment variable with the database: a password is not for a command line."""

SAMPLE_SIZE: Final = 400
SAMPLE_SEED: Final = 1
