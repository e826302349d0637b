"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from studyapp.core.items import ItemId
from studyapp.core.lint.case import Case


class Flaw(Struct, frozen=True):
    """A rule that an item breaks. An item with a ``blocking`` flaw is never shown."""

    item: ItemId
    rule: str
    blocking: bool
    message: str


class Rule(Struct, frozen=True):
    """``find`` yields a message for each place where an item breaks the rule.

    ``by_hand`` says whether it holds of questions written by hand as well.
    """

    name: str
    blocking: bool
    find: Callable[[Case], Iterator[str]]
    by_hand: bool = True

    def flaws(self, case: Case) -> Iterator[Flaw]:
        for message in self.find(case):
            yield Flaw(case.item.id, self.name, self.blocking, message)


def blocking(find: Callable[[Case], Iterator[str]], *, by_hand: bool = True) -> Rule:
    """A rule that keeps an item from being shown, named as its function."""
    return Rule(_name(find), True, find, by_hand)


def warning(find: Callable[[Case], Iterator[str]]) -> Rule:
    """A rule whose breach a person should look at."""
    return Rule(_name(find), False, find)


def _name(find: Callable[[Case], Iterator[str]]) -> str:
    return find.__name__.replace("_", "-")
