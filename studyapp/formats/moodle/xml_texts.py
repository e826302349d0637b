"""The texts of a question in Moodle XML, in any of Moodle's formats."""

import re
from collections.abc import Sequence

from studyapp.core.marked import Run, escaped
from studyapp.formats.draft import Note
from studyapp.formats.html_text import FromHtml, from_html
from studyapp.formats.markdown_text import from_markdown
from studyapp.formats.safe_xml import Node, markup

_BREAKS = re.compile(r"\n+")


def raw_text(field: Node | None) -> str:
    """The text of a field as it stands; old files have it without an element around it.

    Markup that a careless program left unescaped is taken as text.
    """
    if field is None:
        return ""
    text = field.find("text")
    if text is None:
        return field.text.strip()
    return (markup(text) if text.children else text.text).strip()


def value(node: Node, tag: str, default: str = "") -> str:
    """A setting of the question, in lower case."""
    found = node.find(tag)
    return default if found is None else found.words.strip().lower()


def is_set(node: Node, tag: str, *, default: bool) -> bool:
    """A setting that is on or off; Moodle takes all words but "false" for on."""
    found = value(node, tag, "1" if default else "0")
    return found not in ("", "0", "false")


def joined(texts: Sequence[str]) -> str:
    """The texts below each other, without empty ones and repetitions."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


class Texts:
    """Reads the texts of one question, all plain or all with marks, and notes what is lost.

    ``has_marks`` tells after reading that plain texts lost some. ``pictures`` are those of
    the stem, as (address, words that stand for it).
    """

    def __init__(self, question: Node, *, marked: bool = False) -> None:
        stem = question.find("questiontext")
        self.marked = marked
        self.has_marks = False
        self.notes: list[Note] = []
        self.pictures: tuple[tuple[str, str], ...] = ()
        self._question = question
        self._form = _form(stem, "html")
        self._dropped: dict[str, None] = {}

    def note(self, node: Node, code: str, message: str, *, shared: bool = False) -> None:
        self.notes.append(Note(code, message, node.position, shared))

    def note_dropped(self) -> None:
        """Notes what the texts that were read so far held besides words."""
        if self._dropped:
            message = f"left out: {', '.join(self._dropped)}"
            self.note(self._question, "dropped", message)

    def stem(self, text: str | None = None) -> str:
        """The stem, or the ``text`` that stands for it; its pictures are kept for later."""
        field = self._question.find("questiontext")
        found = _styled(raw_text(field) if text is None else text, self._form)
        self.pictures = found.pictures
        return self._kept(found)

    def read(self, field: Node | None) -> str:
        """Another text; where it is nothing but pictures, the words that stand for them."""
        text = raw_text(field)
        if field is None or not text:
            return ""
        found = _styled(text, _form(field, self._form))
        for address, _ in found.pictures:
            self.note(field, "picture-lost", f"the picture “{address[:80]}” is left out")
        return self._kept(found) or self.plainly(joined([alt for _, alt in found.pictures]))

    def html(self, html: str) -> str:
        """A piece of a text that is always HTML."""
        found = from_html(html)
        lost = [f"the picture “{address[:80]}”" for address, _ in found.pictures]
        self._dropped.update(dict.fromkeys(lost))
        return self._kept(found)

    def plainly(self, text: str) -> str:
        """Words without marks that are shown."""
        return escaped(text) if self.marked else text

    def _kept(self, found: FromHtml) -> str:
        self._dropped.update(dict.fromkeys(found.dropped))
        self.has_marks = self.has_marks or found.has_marks
        return found.text if self.marked else found.plain


def _form(field: Node | None, default: str) -> str:
    return default if field is None else field.get("format", default).strip().lower()


def _styled(text: str, form: str) -> FromHtml:
    match form:
        case "plain_text":
            return FromHtml((Run(text),) if text else ())
        case "markdown":
            return from_markdown(text)
        case "moodle_auto_format" | "wiki_like":
            return from_html(_BREAKS.sub(_shown_break, text))
        case _:  # as Moodle has it
            return from_html(text)


def _shown_break(found: re.Match[str]) -> str:
    """Line breaks are shown where Moodle guesses the format, but for those beside a tag."""
    start, end = found.span()
    beside_tag = found.string[max(start - 1, 0)] == ">" or found.string[end : end + 1] == "<"
    return " " if beside_tag else "<br>" * len(found[0])
