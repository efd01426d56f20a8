"""What a worker process of Spark examines with: loaded once, for as long as the process lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version

from tonecheck.audit.errors import AuditError
from tonecheck.audit.examine import Examiner, digest
from tonecheck.audit.keys import Hasher
from tonecheck.audit.prepare import limit_threads
from tonecheck.audit.settings import Settings
from tonecheck.audit.sharing import Sharing
from tonecheck.audit.skeletons import Skeleton
from tonecheck.audit.verdict import Verdict, verdict_on
from tonecheck.checker import Checker
from tonecheck.policy import Policy
from tonecheck.terms import Terms


@dataclass(frozen=True)
class Asked:
    """How messages are to be examined, sent to every worker; equal ones share what is loaded.

    Files that ``policy`` names are read where the workers are.

    Args:
        model: as `Checker` takes it.
        versions: digest of what verdicts must depend on; None asks for the same package only.
    """

    policy: Policy
    model: bool | None
    terms: Terms
    key: bytes
    law_day: date
    include_text: bool
    package: str
    versions: str | None = None


def asked_for(
    settings: Settings,
    policy: Policy,
    model: bool | None,
    key: bytes,
    law_day: date,
    versions: str | None = None,
) -> Asked:
    """What follows from the settings of an audit."""
    package = version("tonecheck")
    return Asked(
        policy, model, settings.terms, key, law_day, settings.include_text, package, versions
    )


@lru_cache(maxsize=1)
def examiner(asked: Asked) -> Examiner:
    """What examines messages in this process, and shares the verdicts that it has made.

    Raises:
        AuditError: other versions than the driver's are installed here.
    """
    if asked.package != version("tonecheck"):
        raise AuditError(
            f"执行器上的 tonecheck 是 {version('tonecheck')}，驱动程序的是 {asked.package}；"
            "请在每台机器上装同一个版本"
        )
    checker = _checker(asked.policy, asked.model)
    if asked.versions not in (None, digest(checker.versions)):
        raise AuditError(
            "执行器上的规则包、词表或模型与驱动程序的不一样；"
            "请在每台机器上装同一个 wheel，配置里的规则包也要相同"
        )

    def made(skeletons: Sequence[Skeleton]) -> list[Verdict]:
        return [verdict_on(checker, one, asked.terms) for one in skeletons]

    return Examiner(checker, Hasher(asked.key), Sharing(made), asked.law_day, asked.include_text)


@lru_cache(maxsize=1)
def _checker(policy: Policy, model: bool | None) -> Checker:
    """Rules and model of this process."""
    limit_threads()
    return Checker(policy, model=model)
