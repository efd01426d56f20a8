"""The law of the day, and what may be cited how."""

import re
from datetime import date
from pathlib import Path

import pytest

from tonecheck.law.catalogue import Catalogue, CatalogueError
from tonecheck.shipped import shipped

CRIMINAL = re.compile("刑法|刑事案件|定罪|犯罪")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(shipped("rules") / "law" / "provisions.yaml")


@pytest.mark.parametrize(
    ("provision", "day", "cite"),
    [
        ("psapl-2025-50-1-1", date(2026, 1, 1), "《治安管理处罚法》第五十条第一款第一项"),
        (
            "psapl-2025-50-1-1",
            date(2025, 12, 31),
            "《治安管理处罚法》第四十二条第一项（2025 年前旧法）",
        ),
        ("psapl-2025-50-1-5", date(2026, 11, 23), "《治安管理处罚法》第五十条第一款第五项"),
        (
            "psapl-2025-50-1-5",
            date(2025, 6, 1),
            "《治安管理处罚法》第四十二条第五项（2025 年前旧法）",
        ),
        ("gbt45251-5.3-time", date(2026, 3, 1), "《GB/T 45251》"),
        ("gbt45251-5.3-time", date(2024, 12, 1), "《互金协会催收指引（2024）》"),
        ("crim-246-1", date(2026, 3, 1), "可能涉及《刑法》第二百四十六条第一款"),
        ("extort-2013-1", date(2026, 3, 1), "可能涉及《敲诈勒索解释》第一条"),
    ],
)
def test_the_law_in_force_on_the_day_is_cited(
    catalogue: Catalogue, provision: str, day: date, cite: str
) -> None:
    resolved = catalogue.resolve(provision, day)
    assert resolved is not None
    assert resolved.cite == cite


def test_the_sms_rules_change_on_the_first_of_may_2026(catalogue: Catalogue) -> None:
    before = catalogue.resolve("sms-2026-21", date(2026, 4, 30))
    after = catalogue.resolve("sms-2026-21", date(2026, 5, 1))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("sms-2015-consent", "sms-2026-21")


def test_nothing_is_cited_for_a_day_before_any_version(catalogue: Catalogue) -> None:
    assert catalogue.resolve("psapl-2025-56", date(2025, 12, 31)) is None
    assert catalogue.resolve("civil-1024", date(2020, 12, 31)) is None


def test_an_article_is_named_only_where_verified(catalogue: Catalogue) -> None:
    for provision in catalogue:
        if not provision.verified:
            assert "第" not in provision.cite.split("》")[-1]


def test_what_is_a_crime_is_only_ever_possibly_met(catalogue: Catalogue) -> None:
    """By the titles of the instruments, which say what they deal with, and not by our own mark."""
    criminal = {p.id for p in catalogue if CRIMINAL.search(p.instrument)}
    assert {"crim-274", "extort-2013-1", "pi-2017-3", "softviolence-2019-5"} <= criminal
    assert {p.id for p in catalogue if p.cite.startswith("可能涉及《")} == criminal


def test_foreign_and_unverified_provisions_may_not_be_cited(catalogue: Catalogue) -> None:
    for provision_id in ("us-fdcpa-1692d", "gbt45251-5.3-mislead", "hk-cobp-43.2"):
        provision = catalogue.get(provision_id)
        assert provision is not None
        assert provision.why_not_citable
        assert catalogue.resolve(provision_id, date(2026, 11, 23)) is None


def test_every_citation_stays_inside_the_catalogue(catalogue: Catalogue) -> None:
    """Whatever the day, resolving gives a citable provision in force, or nothing."""
    for provision in catalogue:
        for day in (date(2010, 1, 1), date(2019, 6, 1), date(2024, 6, 1), date(2026, 11, 23)):
            resolved = catalogue.resolve(provision.id, day)
            assert resolved is None or (resolved.in_force(day) and not resolved.why_not_citable)


def test_a_broken_catalogue_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "provisions.yaml"
    path.write_text("schema_version: 1\nas_of: '2026-01-01'\nprovisions: [{id: x}]\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"provisions\.yaml"):
        Catalogue.load(path)
