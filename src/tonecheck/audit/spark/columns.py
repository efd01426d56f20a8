"""The columns of a checked DataFrame: those of verdicts, and what belongs to each of them."""

from typing import Final

import pyarrow as pa

from tonecheck.audit.schema import MESSAGE, VERDICTS, findings_schema

EXCLUDED: Final = "excluded"
"""Why a row is no message that could be examined; null for those that were."""

FOUND: Final = "found"
"""The findings in a message: what findings have beyond the columns of their message."""

SHARED: Final = (*(name for name, _ in MESSAGE), "decision")
"""What findings have in common with the verdict on their message."""


def found_schema(include_text: bool) -> pa.Schema:
    """The fields of one of `FOUND`."""
    own = [one for one in findings_schema(include_text) if one.name not in SHARED]
    return plain(pa.schema(own))


def checked_schema(include_text: bool) -> pa.Schema:
    """All columns, in types that Spark knows."""
    found = pa.list_(pa.struct(list(found_schema(include_text))))
    return plain(VERDICTS).append(pa.field(EXCLUDED, pa.string())).append(pa.field(FOUND, found))


def plain(schema: pa.Schema) -> pa.Schema:
    """Without dictionaries, which Spark does not know."""
    return pa.schema(
        [
            one.with_type(one.type.value_type) if pa.types.is_dictionary(one.type) else one
            for one in schema
        ]
    )
