"""What a letter retells of a complaint that it answers: the words are not ours.

您来信说，有个男人给您打电话，说要上门铐人。您母亲听见，当晚血压高了。经查，他是外包公司的人，已被开除。
“你儿子几点放学我们门儿清”——您信里抄下的这句话，确为我司坐席所说，此人已停岗。
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tonecheck.text.segments import Segments

_TOLD: Final = re.compile(
    r"(?<![和跟与对向给同])(?:您|先生|女士|来信|来函|来电|函|信)[^，。；！？：:;!?\n我]{0,18}?"
    r"(?:说|讲|写|称|言|谓|描述|自述|陈述|反映|投诉|举报|提到|提及|担心|复述)"
)
"""The receiver told us; what we tell them (和您说几句) is ours."""

_SOMEBODY: Final = re.compile(
    r"有人|有个|有一个|那人|那个|那位|那[两三四些]|此人|对方|[他她]|男人|女人|男子|女子|男的|女的|男声|女声|小伙|坐席|催收员"
    r"|员工|业务员|作业员|外访员|专员|自称|陌生|虚拟号|[一两三四几]名|[两三四几]个|冒充|代理人|不明|贴"
)
"""Who is said to have done it: neither we nor the receiver."""

_OURS: Final = "(?:本行|我行|我司|我公司|本公司)"
_ANSWERED: Final = re.compile(
    r"[已被]开除|开除(?:处理|处分)|除名|停职|停岗|辞退|解除劳动合同|撤职|[记予受]处分|处分决定|致歉|道歉|赔礼|赔不是"
    r"|投诉成立|(?:情况|确|反映|均|完全|不)属实|没有这回事|(?:是|系|属|均为)(?:伪造|编造|假冒|冒名)|毫无根据|误传"
    rf"|{_OURS}(?:从|并)?[未没](?:有)?(?:派|委托)|不是(?:{_OURS}|我们)(?:的(?:人|员工)|员工|所|做|派|发|说)"
    rf"|(?<!后果)(?<!后果均)(?<!后果概)[与和同]{_OURS}[^，。]{{0,4}}(?:没有|无|毫无)关"
)
"""What an answer to a complaint says, and no demand does (已委外, 谨防假冒, 后果与我司无关)."""

_LETTER: Final = re.compile(
    r"来信|来函|来电|投诉|反映|举报|寄来|转来|转述|信[中里上]|[您据][说讲问写附称]|所附|材料|邮件|截图|录音"
)
"""What the answer is to."""

_WE: Final = re.compile("我|咱|俺|本行|本公司|本院|敝")
_SENTENCE_END: Final = re.compile(r"[。！？!?\n]+")
"""Semicolons join what somebody tells."""

_HIDDEN: Final = "□"

_SENTENCE_QUOTED: Final = 10
"""Characters, marks included, from which a quotation is more than a name or a term."""

_LONGEST: Final = 400
_ANSWER_REACH: Final = 260

Span = tuple[int, int]


def retellings(text: str, quotations: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of comparable text that retell a complaint, in order and apart.

    One begins where the receiver is said to have told us and names somebody who did it. It goes
    on while sentences name somebody, we do not speak in them, and nothing is answered; an answer to a
    complaint must follow. Otherwise it is no retelling: 您说没钱，您女儿在一中吧 is a threat of ours.

    So are whole sentences that an answer to a complaint quotes.

    Args:
        quotations: all of the text, in order and apart.
    """
    bare = _hidden(text, quotations)
    if not _ANSWERED.search(bare):
        return ()
    told = list(_retellings(text, bare))
    if _LETTER.search(text):
        told += [
            (start, end)
            for start, end in quotations
            if end - start >= _SENTENCE_QUOTED
            and not any(low <= start and end <= high for low, high in told)
        ]
    return tuple(sorted(told))


def _hidden(text: str, quotations: Sequence[Span]) -> str:
    """Without what is quoted: it ends no sentence, and neither we nor our answers are there."""
    parts, at = [], 0
    for start, end in quotations:
        parts += [text[at:start], _HIDDEN * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _retellings(text: str, bare: str) -> Iterator[Span]:
    sentences = Segments(bare, _SENTENCE_END).spans()
    until = 0
    for number, (start, end) in enumerate(sentences):
        told = _TOLD.search(bare, start, end) if start >= until else None
        if told is None or not _goes_on(text, bare, told.end(), end):
            continue
        until = end
        for low, high in sentences[number + 1 :]:
            if high - told.start() > _LONGEST or not _goes_on(text, bare, low, high):
                break
            until = high
        if _ANSWERED.search(bare, until, until + _ANSWER_REACH):
            yield told.start(), until


def _goes_on(text: str, bare: str, start: int, end: int) -> bool:
    ends = _WE.search(bare, start, end) or _ANSWERED.search(bare, start, end)
    return not ends and _SOMEBODY.search(text, start, end) is not None
