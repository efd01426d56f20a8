"""Fits the linear half: support vector machines on n-grams weighted by their rarity.

Sources: Sparck Jones 1972 (rarity); Joachims 1998, "Text Categorization with Support Vector Machines".
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import comparable
from tonecheck.classifier.ngrams import (
    BUCKETS,
    OUTPUTS,
    Fitted,
    Grams,
    our_stretches,
    recipient_bucket,
)
from tonecheck.evaluate.cold import Post
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.training.examples import is_rude
from tonecheck.training.served import served

_STRENGTH: Final = 1.0
"""Inverse regularisation; chosen on dev."""

_FEWEST: Final = 2
"""Messages that must hold an n-gram for it to count."""

Floats = NDArray[np.float64]


def buckets(message: Message) -> NDArray[np.int64]:
    """The n-grams of all of our side's sentences, and who reads them."""
    message, reading, _ = served(message)
    ours = Grams(comparable(reading.text)).among(our_stretches(reading))
    return np.append(ours, recipient_bucket(message))


def _rows(found: Sequence[NDArray[np.int64]]) -> Any:
    lengths = [len(row) for row in found]
    columns = np.concatenate(list(found))
    shape = (len(found), BUCKETS)
    return csr_matrix((np.ones(len(columns)), columns, np.cumsum([0, *lengths])), shape=shape)


def _rarity(rows: Any) -> Floats:
    """Inverse document frequency, smoothed; 0 for what is too rare to count."""
    holding = rows.getnnz(axis=0)
    rarity = np.log((1 + rows.shape[0]) / (1 + holding)) + 1
    return np.where(holding >= _FEWEST, rarity, 0.0)


def _fit(rows: Any, rarity: Floats, truth: NDArray[np.bool_]) -> tuple[Floats, float]:
    if truth.all() or not truth.any():
        raise ValueError("训练语料里每一类都要有违规和合规的例子")
    counting = np.flatnonzero(rarity)  # most buckets stay empty: nothing to fit
    model = LinearSVC(C=_STRENGTH, random_state=0)
    model.fit(normalize(rows @ diags(rarity))[:, counting], truth)
    weights = np.zeros(BUCKETS)
    weights[counting] = model.coef_[0] * rarity[counting]
    return weights, float(model.intercept_[0])


def fit(cases: Sequence[Case], posts: Sequence[Post]) -> Fitted:
    """Learn what the n-grams say from messages and, of general offence, from posts too."""
    rows = _rows([buckets(case.message()) for case in cases])
    truths = [np.array([case.label == "violating" for case in cases])]
    for category in CATEGORIES:
        truths.append(np.array([any(f.category == category for f in c.findings) for c in cases]))
    judged = [(case, is_rude(case)) for case in cases]
    told = [(buckets(case.message()), rude) for case, rude in judged if rude is not None]
    told += [(buckets(Message(text=post.text)), post.offensive) for post in posts]
    offending = _rows([row for row, _ in told])
    rarity = _rarity(rows)
    fitted = [_fit(rows, rarity, truth) for truth in truths]
    fitted.append(_fit(offending, rarity, np.array([rude for _, rude in told])))
    assert len(fitted) == len(OUTPUTS)
    return Fitted(
        np.column_stack([weights for weights, _ in fitted]), [bias for _, bias in fitted], rarity
    )
