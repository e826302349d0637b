"""Texts of an item: markup read as words, in a first reading without marks."""

from collections.abc import Iterable

from studyapp.core.problems import Position
from studyapp.core.questions import Picture
from studyapp.formats.draft import Note
from studyapp.formats.html_text import FromHtml, from_html


class Wording:
    """What has been read of an item so far.

    Where ``has_marks`` is set after all has been read, it is to be read once more with
    ``marked``.
    """

    def __init__(self, at: Position, *, marked: bool = False) -> None:
        self.at = at
        self.marked = marked
        self.has_marks = False
        self.picture: Picture | None = None
        self._notes: dict[Note, None] = {}
        self._dropped: dict[str, None] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        dropped = ", ".join(self._dropped)
        lost = [Note("dropped", f"left out: {dropped}", self.at)] if dropped else []
        return (*self._notes, *lost)

    def note(self, code: str, message: str, at: Position | None = None) -> None:
        self._notes[Note(code, message, at or self.at)] = None

    def stem(self, html: str) -> str:
        """The words of a stem; its first picture is kept."""
        found = from_html(html)
        for address, alt in found.pictures:
            if self.picture is None and address:
                self.picture = Picture(address, " ".join(alt.split()))
            elif self.picture is None or self.picture.file != address:
                name = alt or address
                self.note("picture-lost", f"a second picture is left out: “{name[:80]}”")
        return self._words(found)

    def read(self, html: str) -> str:
        """The words of anything else; a picture leaves what it is called."""
        found = from_html(html)
        if not found.pictures:
            return self._words(found)
        called = [alt for _, alt in found.pictures if alt]
        for address, alt in found.pictures:
            name = (alt or address)[:80]
            self.note("picture-lost", f"a picture within an answer is left out: “{name}”")
        return self._words(found) or " ".join(called)

    def bare(self, html: str) -> str:
        """Words that bear no marks whatever else does."""
        found = from_html(html)
        self._dropped.update(dict.fromkeys(found.dropped))
        return found.plain

    def joined(self, texts: Iterable[str]) -> str:
        """Texts that were read, each once, one a line."""
        return "\n".join(dict.fromkeys(filter(None, texts)))

    def _words(self, found: FromHtml) -> str:
        self._dropped.update(dict.fromkeys(found.dropped))
        self.has_marks = self.has_marks or found.has_marks
        return found.text if self.marked else found.plain
