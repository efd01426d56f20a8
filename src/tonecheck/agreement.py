"""Where rules and classifier say the same: whose finding stands, and how far it reaches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tonecheck.apart import Placed
from tonecheck.categories import Category
from tonecheck.judge import Judged, same_offence, widened
from tonecheck.report import SEVERITY_ORDER, Finding


def by_category(judged: Iterable[Judged]) -> Mapping[Category, Placed[Judged]]:
    """What stands where in the original."""
    found: defaultdict[Category, list[tuple[int, int, Judged]]] = defaultdict(list)
    for one in judged:
        found[one.finding.category].append((one.finding.start, one.finding.end, one))
    return {category: Placed(stretches) for category, stretches in found.items()}


def _at(finding: Finding, by_category: Mapping[Category, Placed[Judged]]) -> Iterator[Judged]:
    """Those of its category that share a place with it."""
    placed = by_category.get(finding.category)
    return placed.touching(finding.start, finding.end) if placed else iter(())


def adds(suspected: Judged, ours: Mapping[Category, Placed[Judged]]) -> bool:
    """Whether the classifier sees more than a rule that says the same with its law and wording.

    Where a rule warns of most of the same words, its degree stands: 后果自负 is no block.
    """
    finding = suspected.finding
    return not any(
        SEVERITY_ORDER[one.finding.severity] >= SEVERITY_ORDER[finding.severity]
        or (
            one.finding.severity == "warn"
            and mostly((finding.start, finding.end), (one.finding.start, one.finding.end))
        )
        for one in _at(finding, ours)
    )


def whole(found: Sequence[Judged], suspected: Sequence[Judged]) -> list[Judged]:
    """A rule points at the words it knows, the classifier at all that says the same: both count.

    No finding is widened over another of its category, nor where it is only shown (``info``).
    """
    whole = [*found]
    beside, saying = _neighbours(found), by_category(suspected)
    for number, one in enumerate(found):
        if one.finding.severity == "info":
            continue
        same = [other for other in _at(one.finding, saying) if _same_words(one, other)]
        if not same:
            continue
        others = [whole[at] for at in beside[number]]
        start, end = one.place
        low = max((other.place[1] for other in others if other.place[1] <= start), default=0)
        high = min((other.place[0] for other in others if other.place[0] >= end), default=None)
        start = max(low, min([start, *(other.place[0] for other in same)]))
        end = max([end, *(other.place[1] for other in same)])
        wide = widened(one, (start, end if high is None else min(end, high)))
        if not any(same_offence(wide.finding, other.finding) for other in others):
            whole[number] = wide
    return whole


def _neighbours(found: Sequence[Judged]) -> list[list[int]]:
    """Of each finding, in order of start, the one before and the one behind of its category."""
    beside: list[list[int]] = [[] for _ in found]
    last: dict[Category, int] = {}
    for number, one in enumerate(found):
        before = last.get(one.finding.category)
        if before is not None:
            beside[before].append(number)
            beside[number].append(before)
        last[one.finding.category] = number
    return beside


def _same_words(one: Judged, other: Judged) -> bool:
    """Whether they were found in readings that say the same."""
    return one.way.reading.text == other.way.reading.text


def mostly(place: tuple[int, int], phrase: tuple[int, int]) -> bool:
    """Whether a phrase is at least half of a stretch: the ends of stretches are only likely."""
    shared = min(place[1], phrase[1]) - max(place[0], phrase[0])
    return 2 * shared >= place[1] - place[0]
