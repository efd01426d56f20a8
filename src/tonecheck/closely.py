"""Parts of a message read by themselves: a notice around a threat does not make it one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tonecheck.classifier.decision import Decision
from tonecheck.classifier.model import Scores, Suspicion
from tonecheck.judge import Excused, Judged, Way
from tonecheck.report import Severity
from tonecheck.text.reading import Reading

Place = tuple[int, int]
Look = Callable[[Reading, Place], Scores]
"""What the classifier says of a part of the comparable text."""

_SURE: Final = 0.94
"""Least probability for a clause, which lacks what its sentence says; chosen on dev."""
_RULED: Final = 0.9
"""The same where a rule that blocks found something in it; chosen on dev."""
_SPOKEN_FOR: Final = 0.35
"""Least probability for a sentence in which words speak for what a rule would block. Dev has too few
of them to choose by; `tests/test_closely.py` says which must be blocked, and which must pass."""

_CLOSING: Final = "。！？!?；;，,、：:… \n\r"


class Read(NamedTuple):
    """What the classifier saw, and what it said."""

    way: Way
    scores: Scores


class Close(NamedTuple):
    """What reading parts of a message by themselves found."""

    read: list[Read]
    condemned: list[Judged]
    """Of what words around it acquit, what offends all the same."""


class _Suspect(NamedTuple):
    way: Way
    place: Place
    severity: Severity | None
    """Of the rule that found it; None where only the classifier points at it."""
    excused: Excused | None = None


def probable(decision: Decision, scores: Scores, worst: Severity | None) -> float:
    """How probably what was read offends, where ``worst`` is the worst that the rules found in it."""
    return decision.verdict.probability(scores.signs, worst)


def likeliest(suspicions: Iterable[Suspicion]) -> Suspicion:
    """The one to name where none is probable enough to be named."""
    return max(suspicions, key=lambda one: one.probability)


def closer(
    decision: Decision,
    found: Sequence[Judged],
    excused: Sequence[Excused],
    read: Sequence[Read],
    look: Look,
) -> Close:
    """The sentences and clauses of a message that offend by themselves, where the whole shows too little.

    Args:
        found: what rules found that yield to scores.
        excused: what they would have found but for words that acquit it.
        read: the whole message, in every way it was read.
    """
    seen: dict[str, Scores] = {}

    def once(reading: Reading, part: Place) -> Scores:
        words = reading.text[slice(*part)]
        if words not in seen:
            seen[words] = look(reading, part)
        return seen[words]

    close: dict[int, Read] = {}
    condemned = []
    for suspect in _suspects(decision, found, excused, read):
        scores = _read(decision, suspect, once)
        if scores:
            close.setdefault(id(scores), Read(suspect.way, scores))
            if suspect.excused:
                condemned.append(suspect.excused.judged)
    return Close(list(close.values()), condemned)


def _read(decision: Decision, suspect: _Suspect, look: Look) -> Scores | None:
    way, (start, end), severity, excused = suspect
    reading = way.reading
    beside = excused is not None and excused.beside
    if beside:  # the words that speak for it belong to what is read, and may be right
        looks = [(reading.sentences, _SPOKEN_FOR)]
    else:
        clause = _RULED if severity == "block" else _SURE
        looks = [(reading.sentences, decision.review), (reading.clauses, clause)]
    whole = [(segments.across(start, end), limit) for segments, limit in looks]
    # What a rule joins to the sentence before it may be the whole message, which was read already.
    whole.append((reading.sentences.around(end - 1), looks[0][1]))
    parts = [(_bare(reading, *part), limit) for part, limit in whole]
    if severity == "block":
        parts.append(whole[0])  # as it would be read, and blocked, as a message of its own
    for part, limit in parts:
        if beside or part != (0, len(reading.text)):
            scores = look(reading, part)
            blocks = severity == "block" or _severe(decision, scores)
            if blocks and probable(decision, scores, severity) >= limit:
                return scores
    return None


def _severe(decision: Decision, scores: Scores) -> bool:
    """Whether it would be blocked: out of its place, a sentence easily looks as if it pressed."""
    suspicions = scores.suspicions
    named = [one for one in suspicions if decision.names(one.category, one.probability)]
    return any(
        decision.blocks(one.category, one.severe) for one in named or [likeliest(suspicions)]
    )


def _bare(reading: Reading, start: int, end: int) -> Place:
    """Without the marks that close it: with 。 behind it many a threat reads like a notice."""
    bare = len(reading.text[start:end].rstrip(_CLOSING))
    return start, start + bare if bare else end


def _suspects(
    decision: Decision,
    found: Sequence[Judged],
    excused: Sequence[Excused],
    read: Sequence[Read],
) -> Iterator[_Suspect]:
    for one in found:
        if one.finding.severity != "info":
            yield _Suspect(one.way, one.place, one.finding.severity)
            stood = one.way.reading.original_span(*one.place)
            for other, _ in read:  # alone it would be read in every way, and blocked for one
                place = other.reading.folded_span(*stood)
                if other is not one.way and place[0] < place[1]:
                    yield _Suspect(other, place, one.finding.severity)
    for spared in excused:
        judged = spared.judged
        if judged.finding.severity == "block":
            yield _Suspect(judged.way, judged.place, "block", spared)
    for way, scores in read:
        if scores.signs.peak >= decision.evidence:
            for span in scores.where(likeliest(scores.suspicions).category):
                ours = not way.reading.spoken_by_customer(span.start, span.end)
                if ours and span.strength >= decision.evidence:
                    yield _Suspect(way, (span.start, span.end), None)
