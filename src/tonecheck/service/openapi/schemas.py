"""The schemas: what msgspec derives from the structs, with Chinese words."""

from collections.abc import Collection
from typing import Any, Final

import msgspec

from tonecheck.service.openapi.wording import WORDS
from tonecheck.service.problems import Problem
from tonecheck.service.rulebook import RuleDetail, RuleList
from tonecheck.service.wire import (
    BatchAnswer,
    BatchRequest,
    Categories,
    CheckAnswer,
    CheckRequest,
    Health,
    Readiness,
    Reloaded,
)

_PLACE: Final = "#/components/schemas/{name}"
_BODIES: Final = (
    CheckRequest,
    CheckAnswer,
    BatchRequest,
    BatchAnswer,
    RuleList,
    RuleDetail,
    Categories,
    Health,
    Readiness,
    Reloaded,
    Problem,
)


def reference(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Where the document keeps the schema of ``struct``."""
    return {"$ref": _PLACE.format(name=struct.__name__)}


def schemas(packs: Collection[str]) -> dict[str, Any]:
    """Every schema by its name, for a service that has loaded ``packs``."""
    _, components = msgspec.json.schema_components(_BODIES, ref_template=_PLACE)
    for name, schema in components.items():
        schema["description"] = WORDS[name].schema
        for member, words in WORDS[name].members.items():
            schema["properties"][member]["description"] = words
    policy, batch = components["SendPolicy"], components["BatchRequest"]
    names, _ = policy["properties"]["packs"]["anyOf"]
    names["items"]["enum"] = list(packs)
    # What is no message is not refused: it gets a report that says so.
    messages = batch["properties"]["messages"]
    messages["items"] = {"anyOf": [messages["items"], {}]}
    return components
