"""One line of what the answer view says of the parts of a question."""

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.items import Item, Verdict
from studyapp.core.marked import escaped, marks, runs
from studyapp.ui import words
from studyapp.ui.words import tr


class Reason(Struct, frozen=True):
    """One line: what it is about, what became of it, why, and where that stands.

    ``is_key`` marks right options; ``verdict`` is what the shape before the line tells,
    None where there is nothing to judge. ``tag`` says what the learner did here, ``worth``
    what it counts where that needs saying. ``marked`` says that the texts bear marks.
    """

    text: str
    why: str
    evidence: tuple[Evidence, ...]
    verdict: Verdict | None
    is_key: bool = False
    tag: str = ""
    place: str = ""
    worth: str = ""
    marked: bool = False


def verdict_on(share: float) -> Verdict:
    """What the shape before an answer says that is worth so much."""
    if share >= 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if share > 0 else Verdict.WRONG


def counts(share: float) -> str:
    """What an answer counts, in words."""
    if share < 0:
        return tr("takes away {share}").format(share=words.share(-share))
    return tr("counts {share}").format(share=words.share(share))


def within(text: str, item: Item) -> str:
    """A text of the item, to be put among others: its marks end where it ends."""
    return marks(runs(text)) if item.marked else text


def typed(text: str, item: Item) -> str:
    """A text that bears no marks, to be put among those of the item."""
    return escaped(text) if item.marked else text
