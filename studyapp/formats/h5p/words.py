"""The HTML of one question of H5P as texts, and what of it is lost."""

from studyapp.core.marked import plain
from studyapp.formats.html_text import from_html

# Texts that H5P's editor puts in by itself.
_UNTITLED = "Untitled "


class Words:
    """Reads the texts of one question, all with marks.

    ``dropped`` names what was lost, ``pictures`` are the addresses of images with the words
    that stand for them.
    """

    def __init__(self) -> None:
        self.has_marks = False
        self.dropped: dict[str, None] = {}
        self.pictures: list[tuple[str, str]] = []

    def read(self, html: str) -> str:
        found = from_html(html)
        self.has_marks = self.has_marks or found.has_marks
        self.dropped.update(dict.fromkeys(found.dropped))
        self.pictures += found.pictures
        return found.text.strip()


def title(words: str) -> str:
    """A title as its author gave it; H5P's own is none."""
    said = plain(from_html(words).text).strip()
    return "" if said.startswith(_UNTITLED) else said
