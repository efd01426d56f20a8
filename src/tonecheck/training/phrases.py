"""Fits the linear half: support vector machines on n-grams and pairs weighted by their rarity.

Sources: Sparck Jones 1972 (rarity); Joachims 1998, "Text Categorization with Support Vector Machines";
Wang and Manning 2012, "Baselines and Bigrams" (general offence: n-grams weighted by their odds too).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.linear import OUTPUTS, Fitted, our_stretches
from tonecheck.classifier.ngrams import Counting, Hashes, places
from tonecheck.evaluate.cold import Post
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.training.outputs import Floats, Truth
from tonecheck.training.parts import sentences_alone
from tonecheck.training.served import served

_STRENGTH: Final = 2.0
"""Inverse regularisation; chosen on dev."""

_FEWEST: Final = 3
"""Messages or posts that must hold an n-gram or a pair for it to count."""

_PART: Final = 0.5
"""What a sentence by itself weighs, beside a message; chosen on dev."""


def told(message: Message, encoding: Encoding) -> Hashes:
    """What counts of all of our side's sentences."""
    message, reading, _ = served(message)
    return Counting.of(message, encoding.pieces(reading)).among(our_stretches(reading))


def _rows(found: Sequence[Hashes], known: Hashes) -> Any:
    """A column for each that is known."""
    columns = [there[there < len(known)] for there in (places(known, one) for one in found)]
    lengths = [len(row) for row in columns]
    shape = (len(found), len(known))
    ones = np.ones(sum(lengths))
    return csr_matrix((ones, np.concatenate(columns), np.cumsum([0, *lengths])), shape=shape)


def _odds(rows: Any, truth: Truth) -> Floats:
    """How much likelier each n-gram is where ``truth`` holds, as a logarithm; one added to each count."""
    yes, no = (np.asarray(rows[chosen].sum(axis=0)).ravel() + 1 for chosen in (truth, ~truth))
    return np.asarray(np.log((yes / yes.sum()) / (no / no.sum())))


def _fit(
    unit: Any, truth: Truth, weights: Floats | None = None, odds: Floats | None = None
) -> tuple[Floats, float]:
    """Weights and bias on rows at unit length.

    Args:
        weights: what each row weighs; 1 where None.
        odds: how much each n-gram counts besides its rarity; 1 where None.
    """
    if truth.all() or not truth.any():
        raise ValueError("训练语料里每一类都要有违规和合规的例子")
    counts = np.ones(unit.shape[1]) if odds is None else odds
    model = LinearSVC(C=_STRENGTH, random_state=0)
    model.fit(unit @ diags(counts), truth, sample_weight=weights)
    return model.coef_[0] * counts, float(model.intercept_[0])


def fit(cases: Sequence[Case], posts: Sequence[Post], encoding: Encoding) -> Fitted:
    """Learn what the n-grams say: of the categories from messages, of general offence from posts.

    Messages teach as they are and, where they have several sentences, one by one, as parts of them
    are read. Insults are told by single words, which the odds find; the categories lose by them (on
    dev).
    """
    parts = [part for case in cases for part in sentences_alone(case)]
    taught = [*cases, *parts]
    found = [told(case.message(), encoding) for case in taught]
    posted = [told(Message(text=post.text), encoding) for post in posts]
    # Posts speak of much that no message does; what only they hold counts too.
    whole = [*found[: len(cases)], *posted]
    seen, holding = np.unique(np.concatenate(whole), return_counts=True)
    known, holding = seen[holding >= _FEWEST], holding[holding >= _FEWEST]
    rarity = np.log((1 + len(whole)) / (1 + holding)) + 1
    unit = normalize(_rows(found, known) @ diags(rarity))
    weights = np.repeat([1.0, _PART], [len(cases), len(parts)])
    truths = [np.array([case.label == "violating" for case in taught])]
    for category in CATEGORIES:
        truths.append(np.array([any(f.category == category for f in c.findings) for c in taught]))
    fitted = [_fit(unit, truth, weights) for truth in truths]
    posted_rows = _rows(posted, known)
    offensive = np.array([post.offensive for post in posts])
    odds = _odds(posted_rows, offensive)
    fitted.append(_fit(normalize(posted_rows @ diags(rarity)), offensive, odds=odds))
    assert len(fitted) == len(OUTPUTS)
    told_by = np.column_stack([weights for weights, _ in fitted]) * rarity[:, None]
    return Fitted(known, told_by, [bias for _, bias in fitted], rarity)
