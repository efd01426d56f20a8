"""One provision of the catalogue and how it may be cited."""

from datetime import date
from typing import Literal

import msgspec

Role = Literal[
    "prohibition", "duty", "principle", "definition", "exception", "liability", "fact_check"
]


class Provision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision as the catalogue holds it; the fields are explained in ``rules/law/README.md``."""

    id: str
    instrument: str
    short: str
    issuer: str | None
    doc_no: str | None
    jurisdiction: Literal["CN", "US", "UK", "TW", "HK"]
    level: str | None
    kind: str
    binding: Literal["mandatory", "recommended"]
    article: str | None
    in_force_from: date | None
    in_force_until: date | None
    replaces: str | None
    replaced_by: str | None
    role: Role
    gist: str
    bears_on: tuple[str, ...]
    verified: bool
    content_verified: bool
    source: str | None
    note: str | None
    limits: dict[str, object] = {}
    criminal: bool = False
    """Whether it says what is a crime: the Criminal Law, or how its cases are to be decided."""

    def in_force(self, day: date) -> bool:
        """Whether the provision applied on ``day`` (both its first and its last day count)."""
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return self.in_force_until is None or day <= self.in_force_until

    @property
    def why_not_citable(self) -> str | None:
        """The reason this may never be shown as a basis, or None when it may."""
        if self.jurisdiction != "CN":
            return f"{self.short} 不是中国大陆的规定，不能作为依据"
        if not self.content_verified:
            return f"{self.short} 的这一条内容未经核实，不能引用"
        if self.in_force_from is None:
            return f"{self.short} 的施行日不明，无法确认发送当日是否有效"
        return None

    @property
    def cite(self) -> str:
        """Title and article where verified, title alone otherwise; criminal law only as possible."""
        article = self.article if self.verified and self.article else ""
        title = self.short.removesuffix("（旧）")
        period = "（2025 年前旧法）" if title != self.short and self.id.startswith("psapl") else ""
        citation = f"《{title}》{article}{period}"
        return f"可能涉及{citation}" if self.criminal else citation
