"""What stands below the stem of a printed question: options, lines, rows with boxes."""

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase, ascii_uppercase

from studyapp.authoring.paper.passages import sentences_shown
from studyapp.authoring.paper.records import (
    Blank,
    Lettered,
    Options,
    Part,
    Partners,
    Places,
    PrintedPicture,
    Ruled,
    Sentences,
    Words,
    words_of,
)
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import AcceptQuantity, Item, Option
from studyapp.core.marked import Run
from studyapp.core.values import unit_of_many

_ESSAY_LINES = 12
_CARD_LINES = 2

# What a gap with a number looks like in a stem, and what stands for it on paper.
_GAP = re.compile(r"\{([1-9][0-9]*)\}")
_BLANK = "________"


def letter(at: int, letters: str = ascii_uppercase) -> str:
    """The letter of the answer at this index: A to Z, then AA and so on."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, len(letters))
        found = letters[rest] + found
    return found


def small_letter(at: int) -> str:
    """The letter of a row, which never looks like that of an answer."""
    return letter(at, ascii_lowercase)


def stem_of(item: Item) -> Words:
    """The stem; gaps with numbers are lines with their number before them."""
    stem = words_of(item.stem, marked=item.marked)
    if not item.gaps:
        return stem

    def blank(match: re.Match[str]) -> str:
        known = int(match.group(1)) <= len(item.gaps)
        return f"({match.group(1)}) {_BLANK}" if known else match.group()

    return tuple(Run(_GAP.sub(blank, run.text), run.style) for run in stem)


def gap_label(at: int) -> str:
    """How the gap at this index is called in the stem."""
    return f"({at + 1})"


def picture_of(item: Item, bank: Bank) -> PrintedPicture | None:
    if item.picture is None:
        return None
    return PrintedPicture(bank.pictures.get(item.picture.file, b""), item.picture.alt)


def parts_of(item: Item, bank: Bank) -> tuple[Part, ...]:
    """All that is answered with or written on, from top to bottom."""
    match item.kind:
        case Kind.DESCRIPTION:
            return ()
        case Kind.ESSAY:
            return (Ruled(_ESSAY_LINES),)
        case Kind.FLASHCARD:
            return (Ruled(_CARD_LINES),)
        case Kind.CLOZE if item.gaps:
            return tuple(_gaps(item))
        case Kind.CLOZE | Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return (Blank(unit=_unit(item)),)
        case Kind.MATCHING | Kind.GROUPING | Kind.ORDERING | Kind.FIND_PASSAGE:
            return (_rowed(item, bank),)
        case (
            Kind.SINGLE_CHOICE
            | Kind.MULTIPLE_CHOICE
            | Kind.TRUE_FALSE
            | Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.NOT_STATED
        ):
            return (_options(item.options, item),)


def _rowed(item: Item, bank: Bank) -> Part:
    if item.pairs:
        lefts = [pair.left for pair in item.pairs]
        return Partners(_lettered(item.rights, item), _rows(lefts, item))
    elements = _rows([element.text for element in item.elements], item)
    if item.groups:
        return Partners(_lettered([group.name for group in item.groups], item), elements)
    if item.spans:
        shown = enumerate(sentences_shown(item, bank), start=1)
        return Sentences(tuple(Lettered(str(at), words_of(text)) for at, (text, _) in shown))
    return Places(elements)


def _gaps(item: Item) -> Iterator[Part]:
    for at, gap in enumerate(item.gaps):
        if gap.options:
            yield _options(gap.options, item, gap_label(at))
        else:
            yield Blank(gap_label(at))


def _options(options: Sequence[Option], item: Item, label: str = "") -> Options:
    texts = [option.text for option in options]
    return Options(_lettered(texts, item), item.kind is Kind.MULTIPLE_CHOICE, label)


def _unit(item: Item) -> str:
    """The unit of a number, which need not be written then; a sentence with a gap has its own."""
    if isinstance(item.accept, AcceptQuantity) and item.kind is Kind.QUANTITY:
        return unit_of_many(item.accept.unit)
    return ""


def _lettered(texts: Sequence[str], item: Item) -> tuple[Lettered, ...]:
    return tuple(
        Lettered(letter(at), words_of(text, marked=item.marked)) for at, text in enumerate(texts)
    )


def _rows(texts: Sequence[str], item: Item) -> tuple[Lettered, ...]:
    return tuple(
        Lettered(small_letter(at), words_of(text, marked=item.marked))
        for at, text in enumerate(texts)
    )
