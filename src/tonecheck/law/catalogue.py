"""The catalogue of provisions, and which of them was in force on a day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Self

import msgspec
import yaml

from tonecheck.law.provision import Provision
from tonecheck.os_errors import why


class CatalogueError(ValueError):
    """The catalogue file cannot be used; the text names the file and what is wrong."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema_version: int
    as_of: date
    provisions: list[Provision]


class Catalogue:
    """All provisions by id. ``as_of`` is the day on which the catalogue was last checked."""

    def __init__(self, provisions: Iterable[Provision], as_of: date) -> None:
        self.as_of = as_of
        self._by_id = {provision.id: provision for provision in provisions}
        self.resolve = lru_cache(maxsize=65536)(self._resolve)

    def __reduce__(self) -> tuple[object, ...]:
        return Catalogue, (tuple(self), self.as_of)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read ``provisions.yaml``.

        Raises:
            CatalogueError: the file is missing, is not YAML, or an entry has a wrong shape.
        """
        try:
            raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            file = msgspec.convert(raw, _File, strict=False)
        except OSError as error:
            raise CatalogueError(f"{path}：条款目录无法读取：{why(error)}") from error
        except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path}：条款目录的写法不对：{error}；请重新安装") from error
        return cls(file.provisions, file.as_of)

    def get(self, provision_id: str) -> Provision | None:
        """The provision with this id, if there is one."""
        return self._by_id.get(provision_id)

    def __iter__(self) -> Iterator[Provision]:
        return iter(self._by_id.values())

    def history(self, provision_id: str, day: date) -> list[Provision]:
        """The provision in force on ``day``, then the ones that stood for it before."""
        found: list[Provision] = []
        while (provision := self.resolve(provision_id, day)) is not None:
            if provision in found or provision.in_force_from is None:
                break
            found.append(provision)
            day = provision.in_force_from - timedelta(days=1)
        return found

    def _resolve(self, provision_id: str, day: date) -> Provision | None:
        """The provision that stood for ``provision_id`` on ``day``: itself, an earlier or a later text.

        None when nothing citable was in force: a finding then cites what else it has.
        """
        seen: set[str] = set()
        current = self._by_id.get(provision_id)
        while current is not None and current.id not in seen:
            if current.in_force(day):
                return current if current.why_not_citable is None else None
            seen.add(current.id)
            before = current.in_force_from is not None and day < current.in_force_from
            current = self._related(
                current, current.replaces if before else current.replaced_by, day
            )
        return None

    def _related(self, provision: Provision, link: str | None, day: date) -> Provision | None:
        """Follow a link; ``xxx-*`` means a whole document, of which the like provision is taken."""
        if link is None or not link.endswith("*"):
            return self._by_id.get(link or "")
        prefix = link.removesuffix("*")
        subjects = set(provision.bears_on)
        suffix = provision.id.rsplit("-", 1)[-1]
        candidates = [
            other
            for other in self._by_id.values()
            if other.id.startswith(prefix)
            and other.in_force(day)
            and other.why_not_citable is None
            and subjects & set(other.bears_on)
        ]
        return max(
            candidates,
            key=lambda other: (other.id.endswith(suffix), len(subjects & set(other.bears_on))),
            default=None,
        )
