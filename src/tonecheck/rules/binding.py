"""From nodes to finders: equal expressions become one leaf, searched once a message."""

from collections.abc import Iterator, Mapping

from tonecheck.rules.finders import (
    AnyFinder,
    CollectingFinder,
    Finder,
    Leaf,
    NearFinder,
    NotNearFinder,
    WholeFinder,
)
from tonecheck.rules.nodes import AnyOf, Collecting, Near, Node, NotNear, Phrase, Regex, Whole
from tonecheck.rules.pattern import escaped


class Binding:
    """Hands out leaves and remembers which words each indexed one cannot do without."""

    def __init__(self) -> None:
        self._leaves: dict[tuple[str, bool], Leaf] = {}
        self.needs: dict[int, tuple[tuple[str, ...], ...]] = {}
        self.expressions: dict[int, str] = {}

    def finder(self, node: Node, indexed: bool = True) -> Finder:
        """The finder of ``node``; context that is only looked at beside a match is not indexed."""
        match node:
            case Phrase(pattern=pattern):
                leaf = self._leaf(pattern.regex, indexed)
                if indexed:
                    self.needs[leaf.number] = pattern.needs
                return leaf
            case Regex(regex=regex):
                leaf = self._leaf(regex, indexed)
                if indexed:
                    self.expressions[leaf.number] = regex
                return leaf
            case Whole():
                return WholeFinder()
            case Collecting(words=words):
                return CollectingFinder(self._leaf("|".join(map(escaped, words)), False))
            case AnyOf(nodes=nodes) if not indexed:
                return self._joined(nodes)
            case AnyOf(nodes=nodes):
                return AnyFinder(tuple(self.finder(inner, indexed) for inner in nodes))
            case Near(nodes=nodes, within=within):
                first, *others = (self.finder(inner, indexed) for inner in nodes)
                return NearFinder(first, tuple(others), within)
            case NotNear(node=inner, excluded=excluded, within=within):
                return NotNearFinder(
                    self.finder(inner, indexed), self.finder(excluded, False), within
                )

    def _joined(self, nodes: tuple[Node, ...]) -> Finder:
        """Context as few expressions: which of them matches is never asked."""
        nodes = tuple(_flat(nodes))
        regexes = [_regex(node) for node in nodes]
        if not any(regexes):
            return AnyFinder(tuple(self.finder(node, False) for node in nodes))
        leaf = self._leaf("|".join(f"(?:{one})" for one in regexes if one is not None), False)
        others = [self.finder(n, False) for n, r in zip(nodes, regexes, strict=True) if r is None]
        return AnyFinder((leaf, *others)) if others else leaf

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf handed out."""
        return tuple(self._leaves.values())

    def regexes(self) -> tuple[str, ...]:
        """The expressions of all indexed leaves."""
        return tuple(regex for regex, indexed in self._leaves if indexed)

    def _leaf(self, regex: str, indexed: bool) -> Leaf:
        known = self._leaves.get((regex, indexed))
        if known is None:
            known = self._leaves[regex, indexed] = Leaf(len(self._leaves), regex, indexed)
        return known


def _flat(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, AnyOf):
            yield from _flat(node.nodes)
        else:
            yield node


def _regex(node: Node) -> str | None:
    match node:
        case Phrase(pattern=pattern):
            return pattern.regex
        case Regex(regex=regex):
            return regex
    return None


def triggers(finder: Finder, rarity: Mapping[int, float]) -> set[int] | None:
    """Leaves one of which must be possible before ``finder`` can find anything; None: no such set.

    Of nodes that must stand near each other the one whose leaves are rarest triggers.
    """
    match finder:
        case Leaf(number=number, indexed=True):
            return {number}
        case AnyFinder(finders=finders):
            inner = [triggers(one, rarity) for one in finders]
            known = [one for one in inner if one is not None]
            return set().union(*known) if len(known) == len(inner) else None
        case NearFinder(first=first, others=others):
            known = [t for one in (first, *others) if (t := triggers(one, rarity)) is not None]
            return min(known, key=lambda one: sum(rarity.get(n, 1.0) for n in one), default=None)
        case NotNearFinder(finder=one):
            return triggers(one, rarity)
    return None
