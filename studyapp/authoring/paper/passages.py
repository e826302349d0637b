"""Passages of the source on paper: a sentence is found in them, and they show the rest, too."""

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.core.sources import Passage, Sentence, Source, passage_at

# Among two sentences there is not much to find, and a page of them is another kind of test.
_FEWEST = 3
_MOST = 9
_LONGEST = 1500


class Passages:
    """Which passages are printed, and which rest on them: the two must not meet.

    A printed passage gives away every other question that is asked of it.
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._printed: list[Evidence] = []
        self._asked: list[Evidence] = []

    def allow(self, item: Item) -> bool:
        """Whether the item can stand beside those that were added."""
        shown = passage_of(item, self._bank)
        if any(one.overlaps(printed) for one in item.evidence for printed in self._printed):
            return False
        return shown is None or not any(shown.overlaps(asked) for asked in self._asked)

    def add(self, item: Item) -> None:
        self._asked += item.evidence
        shown = passage_of(item, self._bank)
        if shown is not None:
            self._printed.append(shown)


def passage_of(item: Item, bank: Bank) -> Evidence | None:
    """The passage that is printed with the question; None where none is, or none can be."""
    found = _passage(item, bank)
    if found is None:
        return None
    source, passage = found
    start, end = passage.span.start, passage.span.end
    return Evidence(source.id, start, end, source.text[start:end])


def sentences_shown(item: Item, bank: Bank) -> tuple[tuple[str, bool], ...]:
    """The sentences of that passage, each with whether it is right."""
    found = _passage(item, bank)
    if found is None:
        return ()
    source, passage = found
    return tuple(
        (
            source.text[one.span.start : one.span.end],
            any(span.span.overlaps(one.span) for span in item.spans),
        )
        for one in _sentences(source, passage)
    )


def _passage(item: Item, bank: Bank) -> tuple[Source, Passage] | None:
    """The one passage that holds every right sentence, if it is fit to be printed."""
    if item.kind is not Kind.FIND_PASSAGE or not item.spans:
        return None
    source = bank.sources[item.spans[0].source]
    passage = passage_at(source, item.spans[0].start)
    if passage is None or passage.span.end - passage.span.start > _LONGEST:
        return None
    inside = all(one.source == source.id and passage.span.contains(one.span) for one in item.spans)
    fit = _FEWEST <= len(_sentences(source, passage)) <= _MOST
    return (source, passage) if inside and fit else None


def _sentences(source: Source, passage: Passage) -> list[Sentence]:
    return [one for one in source.sentences if one.passage == passage.number]
