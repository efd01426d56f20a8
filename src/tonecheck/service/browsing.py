"""Rules and categories, to be read and searched."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from tonecheck.categories import CATEGORIES, TITLES, Category
from tonecheck.service.call import call_of
from tonecheck.service.pool import Pool
from tonecheck.service.problems import RULE_NOT_FOUND, Refusal
from tonecheck.service.rendering import Json
from tonecheck.service.rulebook import RuleDetail, RuleEntry, RuleList
from tonecheck.service.wire import Categories, CategoryEntry

RULES: Final = "/v1/rules"
RULE: Final = "/v1/rules/{category}/{slug}"
CATEGORY_LIST: Final = "/v1/categories"
LONGEST_QUERY: Final = 100


def browsing(pool: Pool) -> APIRouter:
    """The routes, over what ``pool`` has loaded."""
    router = APIRouter()

    @router.get(RULES)
    async def rules(
        request: Request,
        q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
        category: Category | None = None,
    ) -> Response:
        call_of(request.scope).route = RULES
        found = (
            _entry(rule)
            for rule in pool.loaded.rules
            if rule.severity is not None
            and category in (None, rule.category)
            and _tells_of(rule, q.strip().lower())
        )
        return Json(RuleList(tuple(found)))

    @router.get(RULE)
    async def rule(request: Request, category: str, slug: str) -> Response:
        call_of(request.scope).route = RULE
        wanted = f"{category}/{slug}"
        for one in pool.loaded.rules:
            if one.id == wanted:
                return Json(one)
        raise Refusal(RULE_NOT_FOUND)

    @router.get(CATEGORY_LIST)
    async def categories(request: Request) -> Response:
        call_of(request.scope).route = CATEGORY_LIST
        of = [rule.category for rule in pool.loaded.rules if rule.severity is not None]
        entries = (CategoryEntry(slug, TITLES[slug], of.count(slug)) for slug in CATEGORIES)
        return Json(Categories(tuple(entries)))

    return router


def _entry(rule: RuleDetail) -> RuleEntry:
    return RuleEntry(
        id=rule.id,
        name=rule.name,
        category=rule.category,
        severity=rule.severity,
        pack=rule.pack,
    )


def _tells_of(rule: RuleDetail, words: str) -> bool:
    """Whether the rule has the words anywhere a reader would look for them."""
    texts = (rule.id, rule.name, TITLES[rule.category], rule.message, *rule.flag, *rule.passes)
    laws = (law.cite + law.gist for law in rule.basis)
    return not words or any(words in text.lower() for text in (*texts, *laws))
