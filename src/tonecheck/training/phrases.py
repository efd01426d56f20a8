"""Fits the linear half: support vector machines on n-grams weighted by their rarity.

Sources: Sparck Jones 1972 (rarity); Joachims 1998, "Text Categorization with Support Vector Machines";
Wang and Manning 2012, "Baselines and Bigrams" (general offence: n-grams weighted by their odds too).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, vstack
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


def _odds(rows: Any, truth: NDArray[np.bool_]) -> Floats:
    """How much likelier each n-gram is where ``truth`` holds, as a logarithm; one added to each count."""
    yes, no = (np.asarray(rows[chosen].sum(axis=0)).ravel() + 1 for chosen in (truth, ~truth))
    return np.asarray(np.log((yes / yes.sum()) / (no / no.sum())))


def _fit(
    rows: Any, rarity: Floats, truth: NDArray[np.bool_], weighed: Floats | None = None
) -> tuple[Floats, float]:
    """Weights and bias; ``weighed`` says how much each n-gram counts besides its rarity."""
    if truth.all() or not truth.any():
        raise ValueError("训练语料里每一类都要有违规和合规的例子")
    counting = np.flatnonzero(rarity)  # most buckets stay empty: nothing to fit
    each = np.ones(len(counting)) if weighed is None else weighed[counting]
    model = LinearSVC(C=_STRENGTH, random_state=0)
    model.fit(normalize(rows @ diags(rarity))[:, counting] @ diags(each), truth)
    weights = np.zeros(BUCKETS)
    weights[counting] = model.coef_[0] * rarity[counting] * each
    return weights, float(model.intercept_[0])


def fit(cases: Sequence[Case], posts: Sequence[Post]) -> Fitted:
    """Learn what the n-grams say: of the categories from messages, of general offence from posts.

    Insults are told by single words, which the odds find; the categories lose by them (on dev).
    """
    rows = _rows([buckets(case.message()) for case in cases])
    posted = _rows([buckets(Message(text=post.text)) for post in posts])
    truths = [np.array([case.label == "violating" for case in cases])]
    for category in CATEGORIES:
        truths.append(np.array([any(f.category == category for f in c.findings) for c in cases]))
    offensive = np.array([post.offensive for post in posts])
    # Posts speak of much that no message does; rarity counted in messages alone would lose it.
    rarity = _rarity(vstack([rows, posted]))
    fitted = [_fit(rows, rarity, truth) for truth in truths]
    fitted.append(_fit(posted, rarity, offensive, _odds(posted, offensive)))
    assert len(fitted) == len(OUTPUTS)
    return Fitted(
        np.column_stack([weights for weights, _ in fitted]), [bias for _, bias in fitted], rarity
    )
