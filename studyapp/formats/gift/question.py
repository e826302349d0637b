"""One question of a GIFT file: its title, its stem, and the braces with the answers."""

import re

from studyapp.core.bank import Kind
from studyapp.core.wording import GAP
from studyapp.formats.gift.answers import parts
from studyapp.formats.gift.cloze import cloze
from studyapp.formats.gift.parts import Draft, Note, Parts, Unreadable
from studyapp.formats.gift.text import BLANKS, Wording, meant

# What mostly gives words a mark.
_STYLED = re.compile(r"<(?:b|cite|dfn|em|i|ins|mark|strong|su[bp]|u|var)>", re.IGNORECASE)

# What begins the general feedback; the last one counts.
_FEEDBACK = "####"


def draft(text: str, at: int) -> Draft:
    """The question that begins ``at`` this place of a block. Raises Unreadable.

    It is read with its marks where it seems to have some, and once more where that was
    wrong: a text without marks keeps signs that would be some.
    """
    wording = Wording(marked="<" in text and _STYLED.search(text) is not None)
    try:
        found = _read(text, at, wording)
    except Unreadable:
        if wording.marked == wording.has_marks:
            raise  # or two answers may be the same but for their marks
    else:
        if wording.marked == wording.has_marks:
            return found
    return _read(text, at, wording.other())


def _read(text: str, at: int, wording: Wording) -> Draft:
    notes: list[Note] = []
    title, at = _title(text, at, notes)
    start, end = text.find("{", at), text.find("}", at)
    if start < 0 and end < 0:
        stem = wording.stem(text[at:].strip(BLANKS))
        return _draft(Parts(Kind.DESCRIPTION), title, stem, "", notes, wording, at)
    _check_braces(start, end, at)
    if gapped := cloze(text, at, start, wording, notes):
        return _draft(gapped[0], title, gapped[1], "", notes, wording, at)
    stem = wording.stem(_stem(text, at, start, end, notes))
    section, _, said = _parted(text[start + 1 : end])
    why = wording.read(said.strip(BLANKS)) if said else ""
    found = parts(section, start + 1, wording, notes, gap=GAP in stem)
    return _draft(found, title, stem, why, notes, wording, at)


def _draft(
    found: Parts, title: str, stem: str, why: str, notes: list[Note], wording: Wording, at: int
) -> Draft:
    if not stem and title:
        notes.append(Note(at, "no-text", "there is no text: the title stands in its place"))
        stem, title = wording.label(title), ""
    if not stem:
        raise Unreadable(at, "no-text", "the question has no text")
    if wording.dropped:
        notes.append(Note(at, "dropped", f"left out: {', '.join(wording.dropped)}"))
    return Draft(found, title, stem, why, tuple(notes), wording.marked)


def _title(text: str, at: int, notes: list[Note]) -> tuple[str, int]:
    """The title, and where the stem begins."""
    if not text.startswith("::", at):
        return "", at
    end = text.find("::", at + 2)
    if end < 0:
        notes.append(Note(at, "title-not-closed", "the title has no second “::”"))
        return "", at + 2
    return meant(text[at + 2 : end]).strip(BLANKS), end + 2


def _check_braces(start: int, end: int, at: int) -> None:
    if end < 0:
        raise Unreadable(start, "not-closed", "there is no “}” to this “{”")
    if start < 0 or end < start:
        message = "there is no “{” before this “}”; as a character it is written “\\}”"
        raise Unreadable(max(end, at), "not-opened", message)


def _stem(text: str, at: int, start: int, end: int, notes: list[Note]) -> str:
    """The words around the braces, with a gap where words follow."""
    before, after = text[at:start], text[end + 1 :]
    if "{" in after or "}" in after:
        message = "only the first “{” and the first “}” count; the others are read as words"
        notes.append(Note(end + 1, "more-braces", message))
    gap = "" if text.endswith("}") else GAP
    return f"{before}{gap}{after}".strip(BLANKS)


def _parted(section: str) -> tuple[str, str, str]:
    """The answers, the sign of general feedback, and that."""
    if _FEEDBACK not in section:
        return section, "", ""
    return section.rpartition(_FEEDBACK)
