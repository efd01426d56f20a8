"""Lawful messages of about sixty characters, from the development half of the corpus."""

from pathlib import Path

from tonecheck.evaluate.corpus import read_cases

CORPUS = Path(__file__).parents[1] / "corpus"


def lawful_messages(shortest: int = 45, longest: int = 75) -> list[str]:
    """The lawful texts of the development half within these lengths."""
    cases = read_cases(sorted((CORPUS / "dev").glob("*.jsonl")))
    texts = [case.text for case in cases if case.label == "lawful"]
    return [text for text in texts if shortest <= len(text) <= longest]
