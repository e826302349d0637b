"""Cloze questions that teachers wrote into GIFT files, with answers as Moodle's XML has them.

Moodle itself reads ``{1:SA:=Paris}`` in GIFT as a short answer whose answers are ``1:SA:``
and ``Paris``. Nobody means that.
"""

import re

from msgspec.structs import replace

from studyapp.core.bank import Kind
from studyapp.core.questions import Answer, Gap, QuestionOption, TextAnswer
from studyapp.formats.gap_signs import with_gaps
from studyapp.formats.gift.parts import Note, Parts, Unreadable
from studyapp.formats.gift.text import Wording, meant, with_colons
from studyapp.formats.moodle.embedded_answers import NotAGap, embedded
from studyapp.formats.shares import worth

_MAY_BEGIN = re.compile(r"\{[0-9]{0,6}[:\udc01][A-Z]")


def cloze(
    text: str, at: int, brace: int, wording: Wording, notes: list[Note]
) -> tuple[Parts, str] | None:
    """The gaps and the stem of a question that begins ``at`` this place of its block.

    ``brace`` is its first ``{``. None where no gap begins there. Raises Unreadable.
    """
    if not _MAY_BEGIN.match(text, brace):
        return None
    wording.stem(text[at:brace])  # its format holds for the options, which are read first
    try:
        found = embedded(with_colons(text[at:]), wording.read)
    except NotAGap as problem:
        raise Unreadable(brace, "bad-gap", str(problem)) from None
    if not found.gaps:
        return None
    message = "answers embedded in a text make a cloze here; Moodle's GIFT has none"
    notes.append(Note(brace, "embedded-answers", message))
    notes += [Note(brace, "gap-changed", change) for change in found.changes]
    stem, had_signs = with_gaps(wording.stem(found.text))
    if had_signs:
        notes.append(Note(at, "gap-changed", "a number in braces is in round brackets now"))
    gaps = [replace(gap, answers=tuple(map(_meant, gap.answers))) for gap in found.gaps]
    return Parts(Kind.CLOZE, gaps=tuple(_told_apart(gap, brace, notes) for gap in gaps)), stem


def _meant(answer: Answer) -> Answer:
    return replace(answer, text=meant(answer.text)) if isinstance(answer, TextAnswer) else answer


def _told_apart(gap: Gap, at: int, notes: list[Note]) -> Gap:
    """The gap with each option once: the one that is worth most stays."""
    found: dict[str, QuestionOption] = {}
    for option in gap.options:
        other = found.setdefault(option.text, option)
        if other is not option:
            message = f"the answer “{option.text[:50]}” stands there twice; the better one is kept"
            notes.append(Note(at, "repeated-answer", message))
            found[option.text] = max(other, option, key=worth)
    if len(found) == 1:
        raise Unreadable(at, "bad-gap", "a gap needs two answers to choose from")
    return replace(gap, options=tuple(found.values()))
