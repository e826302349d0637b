"""The ordering questions of Moodle 4.4 and later in GIFT: ``{>3 ALL … `` and a line an item."""

from studyapp.core.bank import Kind
from studyapp.formats.gift.parts import Note, Parts, Unreadable
from studyapp.formats.gift.text import BLANKS, Wording

# What the first line may say besides the number of items: which of them are shown, how
# they are laid out, graded and numbered.
_SETTINGS = frozenset(
    "ALL EXACT RANDOM REL CONTIGUOUS CONTIG HORIZONTAL HORI H VERTICAL VERT V ALL_OR_NOTHING"
    " ABSOLUTE_POSITION ABSOLUTE ABS RELATIVE_NEXT_EXCLUDE_LAST RELATIVE_NEXT_INCLUDE_LAST"
    " RELATIVE_ONE_PREVIOUS_AND_NEXT RELATIVE_ALL_PREVIOUS_AND_NEXT RELATIVE_TO_CORRECT"
    " RELATIVE LONGEST_ORDERED_SUBSET LONGEST_CONTIGUOUS_SUBSET SHOW HIDE TRUE FALSE YES NO"
    " 1 0 none 123 abc ABCD iii IIII".split()
)


def ordering(section: str, at: int, wording: Wording, notes: list[Note]) -> Parts | None:
    """The items in their right order; None where the section only happens to begin with ``>``.

    Raises Unreadable.
    """
    first, _, rest = section[1:].partition("\n")
    words = first.split()
    if not words or not (words[0].isascii() and words[0].isdigit()):
        return None
    settings = 1
    while settings < len(words) and words[settings] in _SETTINGS:
        settings += 1
    lines = [" ".join(words[settings:]), *rest.split("\n")]
    items = [wording.item(line) for line in lines if line.strip(BLANKS)]
    if len(items) < 2:
        raise Unreadable(at, "too-few-answers", "an order needs at least two items")
    if len(set(items)) < len(items):
        raise Unreadable(at, "repeated-answer", "two items of the order are the same")
    if int(words[0][:9]) < len(items) and not {"ALL", "EXACT"} & set(words[:settings]):
        message = f"all {len(items)} items are asked for, not {words[0]} of them"
        notes.append(Note(at, "all-items", message))
    if "ALL_OR_NOTHING" in words[:settings]:
        message = "an order that is partly right counts in part, not as nothing"
        notes.append(Note(at, "graded-in-parts", message))
    return Parts(Kind.ORDERING, elements=tuple(items))


def written_ordering(items: list[str]) -> list[str]:
    """The lines of the section; the items are in the format that Moodle guesses.

    They are graded in the way of Moodle's that comes nearest to ours.
    """
    return [f">{len(items)} ALL VERTICAL RELATIVE_ALL_PREVIOUS_AND_NEXT SHOW none", *items]
