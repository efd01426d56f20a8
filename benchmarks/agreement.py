"""How far two people who did not see each other's labels agree on the corpus (Cohen 1960).

python -m benchmarks.agreement
"""

import json

from benchmarks.messages import CORPUS
from tonecheck.categories import CATEGORIES, TITLES

Labels = list[list[str]]
"""Category and severity of each offence that one person marked in a message."""


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """Agreement of two yes-or-no labellers beyond chance."""
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first, second = (sum(pair[i] for pair in pairs) / total for i in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def main() -> None:
    lines = (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()
    for split in ("train", "dev", "test"):
        rows = [row for row in map(json.loads, lines) if row["split"] == split]
        differ = sum(row["first"] != row["second"] for row in rows)
        print(f"{split}: {len(rows)} messages, {differ} with another category or severity")
        anything = [(bool(row["first"]), bool(row["second"])) for row in rows]
        print(f"  violating at all  {kappa(anything):.2f}")
        for category in CATEGORIES:
            marked = [(_has(row["first"], category), _has(row["second"], category)) for row in rows]
            print(f"  {TITLES[category]}  {kappa(marked):.2f}")


def _has(labels: Labels, category: str) -> bool:
    return any(category == one for one, _ in labels)


if __name__ == "__main__":
    main()
