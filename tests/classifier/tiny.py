"""A tokenizer and a model folder small enough to make in a test."""

from tokenizers import Tokenizer, models, pre_tokenizers

from tonecheck.classifier.encoding import MARKERS
from tonecheck.classifier.ngrams import Counting

_SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")


def tokenizer() -> Tokenizer:
    """One piece a character, as far as it knows them; the specials where the real one has them."""
    chars = [chr(code) for code in range(0x4E00, 0x4E00 + 200)]
    known = dict.fromkeys(
        [*"，。！？：\n 您好你我他还钱款逾期今天明天女儿放学打断腿坐席客户某0元感谢", *chars]
    )
    vocabulary = {token: number for number, token in enumerate([*_SPECIALS, *known])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.add_special_tokens([*_SPECIALS, *MARKERS])
    return made


def counted(counting: Counting, text: str) -> set[int]:
    """What counts of all of ``text``, but not by whom it is read."""
    found = set(counting.among([(0, len(text))]).tolist())
    return found - set(counting.read_by.tolist())
