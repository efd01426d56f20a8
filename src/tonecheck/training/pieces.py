"""Where the evidence of pieces is cut into stretches: the limit that agrees best with people."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.spans import spans
from tonecheck.evaluate.corpus import Case
from tonecheck.evaluate.overlap import Overlap
from tonecheck.training.outputs import Half
from tonecheck.training.served import served

_LIMITS: Final = np.round(np.arange(-3.0, 2.51, 0.25), 2)


def best_limit(half: Half, cases: Sequence[Case]) -> float:
    """The logit at which the stretches of the labelled categories overlap best (character F1)."""
    overlaps = {float(limit): Overlap() for limit in _LIMITS}
    for case in cases:
        if not case.findings:
            continue
        case_read = served(case.message())
        reading = case_read.reading
        pieces = half.encoding.pieces(reading)
        windows = half.encoding.windows(case_read.message, reading, pieces)
        read = [half.session.run(window)[1] for window in windows]
        numbers = {CATEGORIES.index(finding.category) for finding in case.findings}
        truth = [(finding.start, finding.end) for finding in case.findings]
        for limit, overlap in overlaps.items():
            found = [
                case_read.original_span(span.start, span.end)
                for number in numbers
                for span in spans(
                    [(window, one[:, number]) for window, one in zip(windows, read, strict=True)],
                    limit,
                    reading,
                )
            ]
            overlap.add(found, truth)
    return max(overlaps, key=lambda limit: overlaps[limit].f1)
