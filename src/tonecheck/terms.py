"""On what terms one message is examined, where a caller wants others than the configuration's."""

from collections.abc import Iterable

import msgspec

from tonecheck.report import LEVELS, Level
from tonecheck.rules.lexicons import comparable
from tonecheck.validation import one_of


class TermsError(ValueError):
    """Terms that cannot be met; names the field and what it may hold."""


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a caller asks for one message; the default takes the configuration as it is.

    Args:
        evasion: how far disguises are undone; None takes the configuration's level.
        packs: names of the rule packs that may speak; None means all. The caller's choice, so a
            report is complete without the others; ``applied`` of the service names them.
        allow: phrases whose words are never findings, beside those of the configuration.
        model: True asks for the classifier, and the report is incomplete where there is none; False
            reads with rules alone; None takes it as the checker was made.

    Raises:
        TermsError: an unknown level of ``evasion``, or a text where several are to be named.
    """

    evasion: Level | None = None
    packs: tuple[str, ...] | None = None
    allow: tuple[str, ...] = ()
    model: bool | None = None

    def __post_init__(self) -> None:
        if self.evasion is not None and self.evasion not in LEVELS:
            raise TermsError(f"evasion：{one_of(LEVELS)}，或 None")
        for name in ("packs", "allow"):  # lists are as good, but verdicts are remembered by terms
            value = getattr(self, name)
            if isinstance(value, str):  # whose characters would be taken for names
                raise TermsError(f"{name}：应为多个文字，请写成 ({value!r},)")
            if isinstance(value, list):
                msgspec.structs.force_setattr(self, name, tuple(value))

    def require(self, packs: Iterable[str]) -> None:
        """See that they can be met with ``packs``.

        Raises:
            TermsError: an unknown pack, or an allowed phrase with nothing to compare in it.
        """
        known = list(packs)
        for name in self.packs or ():
            if name not in known:
                raise TermsError(f"packs：没有叫“{name}”的规则包；有 {'、'.join(known)}")
        for number, phrase in enumerate(self.allow):
            if not comparable(phrase).strip():
                raise TermsError(f"allow[{number}]：允许词折叠后为空")


DEFAULT = Terms()
