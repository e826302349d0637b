"""Ids and topics of a set that is being read: unique, and fit for a bank."""

import re
from collections.abc import Container
from unicodedata import normalize

from studyapp.core.bank import FactId, TopicId

_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")

# The topic of questions for which a file names none.
QUESTIONS = "Questions"


class Names:
    """What has been named so far; ``topics`` are the topics with their full names."""

    def __init__(self) -> None:
        self.topics: dict[TopicId, str] = {}
        self._by_name: dict[str, TopicId] = {}
        self._ids: set[str] = set()
        self._topic_numbers: dict[str, int] = {}
        self._id_numbers: dict[str, int] = {}

    def topic(self, name: str) -> TopicId:
        """The topic of this name; the same for the same name."""
        found = self._by_name.get(name)
        if found is None:
            found = TopicId(_free(fit(name).lower() or "topic", self.topics, self._topic_numbers))
            self._by_name[name] = found
            self.topics[found] = name
        return found

    def question(self, wanted: str, number: int) -> FactId:
        """An id for the question with this number, as near as can be to the one ``wanted``."""
        found = _free(fit(wanted) or f"q{number}", self._ids, self._id_numbers)
        self._ids.add(found)
        return FactId(found)


def fit(name: str) -> str:
    """The letters, digits, hyphens, underscores and full stops of a name; perhaps none."""
    if name.isascii() and (name.isalnum() or not name):
        return name
    bare = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _UNFIT.sub("-", bare).strip("-._")


def _free(name: str, taken: Container[str], numbers: dict[str, int]) -> str:
    """The name, or a number after it; ``numbers`` are those last given, so that none is slow."""
    found = name
    while found in taken:
        numbers[name] = numbers.get(name, 1) + 1
        found = f"{name}-{numbers[name]}"
    return found
