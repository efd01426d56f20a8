"""Fits the linear half: logistic regression on n-grams weighted by naive Bayes.

Source: Wang and Manning 2012, "Baselines and Bigrams".
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import comparable
from tonecheck.classifier.ngrams import BUCKETS, OUTPUTS, Grams, our_sentences, recipient_bucket
from tonecheck.evaluate.cold import Post
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.training.examples import is_rude
from tonecheck.training.served import served

_STRENGTH: Final = 1.0
_RARE: Final = 1.0
Floats = NDArray[np.float64]


def buckets(message: Message) -> NDArray[np.int64]:
    """The n-grams of all of our side's sentences, and who reads them."""
    message, reading, _ = served(message)
    grams = Grams(comparable(reading.text))
    ours = our_sentences(reading)
    whole = [(0, len(reading.text))] if len(ours) == len(reading.sentences.spans()) else ours
    found = [grams.within(*span) for span in whole]
    return np.unique(np.concatenate([*found, [recipient_bucket(message)]]).astype(np.int64))


def _rows(found: Sequence[NDArray[np.int64]]) -> Any:
    lengths = [len(row) for row in found]
    columns = np.concatenate(list(found))
    shape = (len(found), BUCKETS)
    return csr_matrix((np.ones(len(columns)), columns, np.cumsum([0, *lengths])), shape=shape)


def _fit(rows: Any, truth: NDArray[np.bool_]) -> tuple[Floats, float]:
    if truth.all() or not truth.any():
        raise ValueError("训练语料里每一类都要有违规和合规的例子")
    yes, no = (np.asarray(rows[side].sum(axis=0)).ravel() + _RARE for side in (truth, ~truth))
    ratio = np.log((yes / yes.sum()) / (no / no.sum()))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=200, random_state=0)
    occurring = np.flatnonzero(rows.getnnz(axis=0))  # most buckets stay empty: nothing to fit
    model.fit((rows @ diags(ratio))[:, occurring], truth)
    weights = np.zeros(BUCKETS)
    weights[occurring] = model.coef_[0] * ratio[occurring]
    return weights, float(model.intercept_[0])


def fit(cases: Sequence[Case], posts: Sequence[Post]) -> tuple[Floats, list[float]]:
    """Weights ``[BUCKETS, len(OUTPUTS)]`` and biases."""
    rows = _rows([buckets(case.message()) for case in cases])
    truths = [np.array([case.label == "violating" for case in cases])]
    for category in CATEGORIES:
        truths.append(np.array([any(f.category == category for f in c.findings) for c in cases]))
    fitted = [_fit(rows, truth) for truth in truths]
    judged = [(case, is_rude(case)) for case in cases]
    told = [(buckets(case.message()), rude) for case, rude in judged if rude is not None]
    told += [(buckets(Message(text=post.text)), post.offensive) for post in posts]
    fitted.append(_fit(_rows([row for row, _ in told]), np.array([rude for _, rude in told])))
    assert len(fitted) == len(OUTPUTS)
    return np.column_stack([weights for weights, _ in fitted]), [bias for _, bias in fitted]
