r"""The words of GIFT files: escapes and format marks, as Moodle reads them.

``\\`` is a backslash before all else, so that ``\\}`` is a backslash and a brace that
closes. Only ``\: \# \= \{ \} \~ \n`` are escapes besides; any other backslash is itself.
While a file is read each escape is one stand-in: a lone surrogate, which no decoded
text holds.
"""

import re
from collections.abc import Callable

from studyapp.core.marked import escaped, runs
from studyapp.formats.html_text import FromHtml, from_html, plain_words, to_html
from studyapp.formats.markdown_text import from_markdown

# What Moodle trims.
BLANKS = " \t\n\r\0\x0b"

_ESCAPED = "\\:#={}~n"
_STAND_INS = {letter: chr(0xDC00 + place) for place, letter in enumerate(_ESCAPED)}
_MEANT = {sign: "\n" if letter == "n" else letter for letter, sign in _STAND_INS.items()}
_TYPED = {sign: f"\\{letter}" for letter, sign in _STAND_INS.items()}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_STAND_IN = re.compile("[\udc00-\udc07]")

_MARK = re.compile(r"\[(moodle|html|plain|markdown)\]")
# What makes a text without a format mark HTML: a tag or an entity that browsers know.
_HTML = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span"
    r"|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
# White space of HTML that a browser shows as one space.
_GAPS = re.compile(r"[ \t\n\f\r]+")
# A line break beside a tag means nothing where Moodle guesses the format.
_BREAK_AT_TAG = re.compile(r"\n+(?=<)|(?<=>)\n+")
# What would be HTML, and spaces that a browser shows as one.
_UNSAFE = re.compile(r"[<&]|  ")
# In a line of its own: braces, the sign of general feedback, a comment, a nought.
_NOT_IN_ITEM = re.compile(r"[{}]|#(?=###)|^/(?=/)|^0$|^>")
_NOT_PLAIN_ITEM = re.compile(rf"[<&\n]|  |{_NOT_IN_ITEM.pattern}")
_WRITTEN = re.compile(r"[\\:#={}~\n]")


def held(text: str) -> str:
    """The text with a stand-in for each escape."""
    return _ESCAPE.sub(_stand_in, text) if "\\" in text else text


def meant(text: str) -> str:
    """The text with what its stand-ins mean."""
    return text if text.isascii() else _STAND_IN.sub(_meaning, text)


def typed(text: str) -> str:
    """The text as it stands in the file."""
    return _STAND_IN.sub(lambda sign: _TYPED[sign[0]], text)


def with_colons(text: str) -> str:
    """The text with plain colons in place of escaped ones."""
    return text.replace(_STAND_INS[":"], ":")


def _stand_in(found: re.Match[str]) -> str:
    return _STAND_INS[found[1]]


def _meaning(sign: re.Match[str]) -> str:
    return _MEANT[sign[0]]


class Wording:
    """Reads the texts of one question, all plain or all with marks.

    ``form`` is the format of its stem, which holds for texts without a mark of their
    own. ``has_marks`` tells after reading whether there were any; ``dropped`` names what
    was lost besides.
    """

    def __init__(self, *, marked: bool) -> None:
        self.form = "moodle"
        self.marked = marked
        self.has_marks = False
        self.dropped: dict[str, None] = {}
        self._known: dict[tuple[str, str], FromHtml] = {}

    def other(self) -> "Wording":
        """One that reads the same question with marks, or without; it knows what was read."""
        again = Wording(marked=not self.marked)
        again._known = self._known
        return again

    def stem(self, text: str) -> str:
        """The stem; its format becomes that of the question."""
        found = _MARK.match(text) if text.startswith("[") else None
        if found is not None:
            self.form, text = found[1], text[found.end() :]
        return self._words(text, self.form)

    def read(self, text: str, form: str = "") -> str:
        """Another text; ``form`` is its format where it names none."""
        if text.startswith("["):
            found = _MARK.match(text)
            if found is not None:
                return self._words(text[found.end() :], found[1])
        return self._words(text, form or self.form)

    def item(self, text: str) -> str:
        """A text that is a line of its own: its format is always guessed."""
        return self._words(text, "moodle")

    def bare(self, text: str) -> str:
        """A text that Moodle takes as it is, whatever the format: an answer to type."""
        found = _MARK.match(text) if text.startswith("[") else None
        return meant(text[found.end() :] if found else text).strip(BLANKS)

    def label(self, text: str) -> str:
        """A text without formats that is shown: the right side of a pair."""
        return self._plain(meant(text).strip(BLANKS))

    def _words(self, text: str, form: str) -> str:
        text = meant(text).strip(BLANKS)
        if form == "plain":
            return self._plain(text)
        if form == "markdown":
            return self._styled(text, form, from_markdown)
        if "<" not in text and "&" not in text:
            return self._plain(text if form == "moodle" else _GAPS.sub(" ", text))
        if form == "html":
            words = plain_words(text)
            if words is not None:
                return self._plain(words.strip(BLANKS))
            return self._styled(text, form, from_html)
        return self._styled(text, form, _guessed) if _HTML.search(text) else self._plain(text)

    def _plain(self, text: str) -> str:
        return escaped(text) if self.marked else text

    def _styled(self, text: str, form: str, read: Callable[[str], FromHtml]) -> str:
        found = self._known.get((text, form))
        if found is None:
            found = self._known[text, form] = read(text)
        if found.dropped or found.pictures:
            self.dropped.update(dict.fromkeys(found.dropped))
            self.dropped.update({f"the picture “{src[:80]}”": None for src, _ in found.pictures})
        if not found.has_marks:
            return self._plain(found.plain.strip(BLANKS))
        self.has_marks = True
        return (found.text if self.marked else found.plain).strip(BLANKS)


def _guessed(text: str) -> FromHtml:
    """Text that turned out to be HTML: its line breaks count, but for those beside tags."""
    return from_html(_BREAK_AT_TAG.sub(" ", text).replace("\n", "<br>"))


class Writing:
    """Writes the texts of one question in one format."""

    def __init__(self, *, marked: bool, texts: tuple[str, ...]) -> None:
        self.marked = marked
        self.form = "moodle"
        if marked:
            self.form = "html"
        elif any(_UNSAFE.search(text) for text in texts):
            self.form = "plain"

    def stem(self, text: str) -> str:
        """The stem with the mark of its format where it needs one; it may begin a line."""
        words = self._in_format(text)
        needs_mark = self.form != "moodle" or words == "0" or words.startswith("//")
        if needs_mark or _MARK.match(words):
            return f"[{self.form}]{written(words)}"
        return written(words)

    def text(self, text: str) -> str:
        """An option, a feedback, a left side."""
        words = self._in_format(text)
        return f"[{self.form}]{written(words)}" if _MARK.match(words) else written(words)

    def without_arrow(self, text: str) -> str:
        """A text where ``->`` would mean something: as HTML it needs none."""
        if "->" not in self.words(text):
            return self.text(text)
        mark = "" if self.form == "html" else "[html]"
        return mark + written(to_html(text, marked=self.marked))

    def typed(self, text: str) -> str:
        """An answer to type, which no format changes."""
        return f"[{self.form}]{written(text)}" if _MARK.match(text) else written(text)

    def item(self, text: str) -> str:
        """A line of its own without escapes, in the format that Moodle guesses."""
        html = text
        if self.marked or _NOT_PLAIN_ITEM.search(text):
            html = to_html(text, marked=self.marked)
        html = _NOT_IN_ITEM.sub(lambda sign: f"&#{ord(sign[0])};", html)
        return html.replace("\\", "\\\\")

    def words(self, text: str) -> str:
        """The words of a text without marks."""
        return "".join(run.text for run in runs(text)) if self.marked else text

    def _in_format(self, text: str) -> str:
        return to_html(text, marked=True) if self.marked else text


def written(text: str) -> str:
    """The text with its escapes, on one line."""
    return _WRITTEN.sub(lambda sign: "\\n" if sign[0] == "\n" else f"\\{sign[0]}", text)
