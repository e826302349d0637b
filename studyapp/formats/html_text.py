"""HTML read as text with the marks of ``core.marked``, and written back.

Kept are words, line breaks, paragraphs, lists (as lines that begin with ``• `` or ``1. ``),
emphasis, sub- and superscripts. A table becomes a line per row, its cells parted by `` | ``.
A link keeps its words, and its address in brackets where they do not say it. All else is
listed as dropped. Nothing is ever fetched.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby

from msgspec import Struct

from studyapp.core.marked import EMPHASIS, LOWERED, PLAIN, RAISED, Run, Style, both, marks, runs
from studyapp.formats.html_page import Page, shown_words
from studyapp.formats.html_tags import Comment, Tag, tokens


class FromHtml(Struct, frozen=True):
    """What an HTML text says.

    ``dropped`` names in words, each once, what was left out. ``pictures`` are the images
    as (address, words that stand for it), in their order; they leave nothing in the text.
    """

    runs: tuple[Run, ...]
    dropped: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        r"""The words with their marks; where none are set a ``*`` still reads ``\*``."""
        return marks(self.runs)

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return "".join(run.text for run in self.runs)

    @property
    def has_marks(self) -> bool:
        return any(run.style for run in self.runs)


def from_html(html: str) -> FromHtml:
    """What the HTML says as text; never fails, in time linear in its length."""
    if (words := plain_words(html)) is not None:
        return FromHtml((Run(words),) if words else ())
    reader = _Reader()
    for token in tokens(html):
        if isinstance(token, str):
            reader.on_words(token)
        elif isinstance(token, Comment):
            reader.drop("comments")
        elif token.closes:
            reader.on_close(token.name)
        else:
            reader.on_open(token)
    reader.end_link()
    return FromHtml(reader.page.runs(), tuple(reader.dropped), tuple(reader.pictures))


def plain_words(html: str) -> str | None:
    """The words of HTML that has no other tags than those of one paragraph, and no entities.

    So are most texts of most files. None for any other HTML.
    """
    found = _PARAGRAPH.fullmatch(html)
    return None if found is None else shown_words(found[1])


def to_html(text: str, *, marked: bool) -> str:
    """HTML that ``from_html`` reads as this text; ``marked`` says that it bears marks."""
    words = runs(text) if marked else (Run(text),)
    return "".join(_tagged(run, exact) for run, exact in _by_white_space(words))


_PARAGRAPH = re.compile(r"(?:<p>)?([^<&]*)(?:</p>)?")

# White space that a browser would not show as it stands.
_EXACT = re.compile(
    r"\A[ \t\n\f\r\xa0]+|[ \t\n\f\r\xa0]+\Z|[ \t\f\r]{2,}|[\t\f\r]|(?<=\n)[ \xa0]|[ \xa0](?=\n)"
)
_EXACTLY = '<span style="white-space: pre-wrap">'


def _by_white_space(words: tuple[Run, ...]) -> Iterator[tuple[Run, bool]]:
    """The words in pieces; True where their white space has to be kept as it is."""
    whole = "".join(run.text for run in words)
    kept = {at for found in _EXACT.finditer(whole) for at in range(*found.span())}
    at = 0
    for run in words:
        for exact, letters in groupby(range(at, at + len(run.text)), kept.__contains__):
            places = tuple(letters)
            yield Run(whole[places[0] : places[-1] + 1], run.style), exact
        at += len(run.text)


def _tagged(run: Run, exact: bool) -> str:
    html = escape(run.text, quote=False)
    html = f"{_EXACTLY}{html}</span>" if exact else html.replace("\n", "<br>")
    for style, tag in _WRITTEN:
        if style in run.style:
            html = f"<{tag}>{html}</{tag}>"
    return html


_WRITTEN = ((LOWERED, "sub"), (RAISED, "sup"), (EMPHASIS, "em"))

_STYLES = {
    **dict.fromkeys("em i strong b u ins mark cite dfn var".split(), EMPHASIS),
    "sub": LOWERED,
    "sup": RAISED,
}
_CSS = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE), EMPHASIS),
    (re.compile(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE), EMPHASIS),
    (re.compile(r"text-decoration(?:-line)?:\s*underline", re.IGNORECASE), EMPHASIS),
    (re.compile(r"vertical-align:\s*sub", re.IGNORECASE), LOWERED),
    (re.compile(r"vertical-align:\s*super", re.IGNORECASE), RAISED),
)
_CSS_EXACT = re.compile(r"white-space:\s*(?:pre\b(?!-line)|break-spaces)", re.IGNORECASE)
# Documents pasted from an editor in the web stand in <b style="font-weight:normal">.
_CSS_NORMAL = re.compile(r"font-weight:\s*(?:normal|400)", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article aside body caption center dd details div dl dt fieldset figcaption figure"
    " footer form header hr html legend main nav section summary table tbody tfoot thead".split()
)
_PARAGRAPHS = frozenset("blockquote h1 h2 h3 h4 h5 h6 p pre".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements that are left out with all they hold, and the words for them.
_SKIPPED = {
    "annotation": "",
    "annotation-xml": "",
    "applet": "an embedded object",
    "audio": "a recording",
    "button": "a form field",
    "canvas": "a drawing",
    "iframe": "an embedded page",
    "noembed": "",
    "noframes": "",
    "object": "an embedded object",
    "script": "a script",
    "select": "a form field",
    "style": "a style sheet",
    "svg": "a drawing",
    "template": "",
    "textarea": "a form field",
    "title": "",
    "video": "a video",
    "xml": "",
}
# Elements of which only the words are kept, and what is lost.
_FLATTENED = {
    "del": "strikethrough",
    "embed": "an embedded object",
    "input": "a form field",
    "map": "an image map",
    "math": "the layout of a formula",
    "s": "strikethrough",
    "strike": "strikethrough",
    "table": "the layout of a table",
}
_DEEPEST_INDENT = 8


class _Reader:
    """What is open at a place of the HTML, and the page that is being written."""

    def __init__(self) -> None:
        self.page = Page()
        self.dropped: dict[str, None] = {}
        self.pictures: list[tuple[str, str]] = []
        self._open: dict[str, list[tuple[Style, bool]]] = {}
        self._styles = Counter[Style]()
        self._style = PLAIN
        self._exact = 0
        self._pre = 0
        self._lists: list[int | None] = []
        self._link: tuple[str, int] | None = None
        self._skipping = ""
        self._skipped = 0

    def drop(self, what: str) -> None:
        if what:
            self.dropped[what] = None

    def on_words(self, text: str) -> None:
        if self._skipping:
            return
        if self._exact:
            self.page.exactly(text, self._style)
        elif self._pre:
            self._on_lines(text, self._style)
        else:
            self.page.words(text, self._style)

    def on_open(self, tag: Tag) -> None:
        if self._skipping:
            self._skipped += tag.name == self._skipping
            return
        if tag.name in _STYLES:
            self._push(tag)
            return
        if tag.name in _SKIPPED:
            self.drop(_SKIPPED[tag.name])
            self._skipping, self._skipped = tag.name, 1
            return
        self.drop(_FLATTENED.get(tag.name, ""))
        self._lay_out(tag)
        if tag.name not in _VOID:
            self._push(tag)

    def on_close(self, name: str) -> None:
        if self._skipping:
            self._skipped -= name == self._skipping
            if not self._skipped:
                self._skipping = ""
            return
        if opened := self._open.get(name):
            style, exact = opened.pop()
            self._count(style, -1)
            self._exact -= exact
            self._pre -= name == "pre"
        if name not in _STYLES:
            self._lay_out_end(name)

    def end_link(self) -> None:
        """Names the address of the link that ends here, unless its words do."""
        if self._link is None:
            return
        address, began = self._link
        self._link = None
        if "@@PLUGINFILE@@" in address or address.startswith("data:"):
            self.drop("a linked file")
        elif _bare(address) != _bare(self.page.since(began)):
            self.page.words(f" ({address})", PLAIN)

    def _count(self, style: Style, more: int) -> None:
        """One element more, or less, is open that gives its words a style."""
        if style:
            self._styles[style] += more
            self._style = PLAIN
            for one, count in self._styles.items():
                if count > 0:
                    self._style = both(self._style, one)

    def _on_lines(self, text: str, style: Style) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.line_break(style)
            if line:
                self.page.exactly(line, style)

    def _push(self, tag: Tag) -> None:
        style = _STYLES.get(tag.name, PLAIN)
        exact = False
        if css := tag.attributes.get("style"):
            if _CSS_NORMAL.search(css):
                style = PLAIN
            for pattern, its in _CSS:
                if pattern.search(css):
                    style = both(style, its)
            exact = _CSS_EXACT.search(css) is not None
        self._open.setdefault(tag.name, []).append((style, exact))
        self._count(style, 1)
        self._exact += exact
        self._pre += tag.name == "pre"

    def _lay_out(self, tag: Tag) -> None:
        match tag.name:
            case "br":
                self.page.line_break(self._style)
            case "img":
                self.pictures.append((tag.attributes.get("src", ""), tag.attributes.get("alt", "")))
            case "a":
                self._begin_link(tag.attributes.get("href", "").strip())
            case _:
                self._begin_block(tag)

    def _begin_block(self, tag: Tag) -> None:
        match tag.name:
            case "ul" | "menu" | "dir":
                self.page.own_line()
                self._lists.append(None)
            case "ol":
                self.page.own_line()
                self._lists.append(_number(tag.attributes.get("start", "")) or 1)
            case "li":
                self._begin_item(_number(tag.attributes.get("value", "")))
            case "tr":
                self.page.row()
            case "td" | "th":
                self.page.cell()
            case name if name in _PARAGRAPHS:
                self.page.margin()
            case name if name in _BLOCKS:
                self.page.line()

    def _lay_out_end(self, name: str) -> None:
        match name:
            case "a":
                self.end_link()
            case "ul" | "menu" | "dir" | "ol":
                self.page.own_line()
                if self._lists:
                    self._lists.pop()
            case "tr" | "table":
                self.page.row()
            case "td" | "th":
                self.page.end_cell()
            case name if name in _PARAGRAPHS:
                self.page.margin()
            case name if name in _BLOCKS or name == "li":
                self.page.line()

    def _begin_link(self, address: str) -> None:
        self.end_link()
        if address and not address.lower().startswith(("#", "javascript:")):
            self._link = (address, self.page.length)

    def _begin_item(self, value: int | None) -> None:
        indent = "  " * (min(len(self._lists), _DEEPEST_INDENT) - 1)
        number = self._lists[-1] if self._lists else None
        if number is None:
            self.page.list_mark(f"{indent}• ")
            return
        number = number if value is None else value
        self._lists[-1] = number + 1
        self.page.list_mark(f"{indent}{number}. ")


def _number(digits: str) -> int | None:
    return int(digits) if re.fullmatch(r"[0-9]{1,6}", digits) else None


def _bare(address: str) -> str:
    """What an address says: without the parts that are left out when it is told to somebody."""
    return re.sub(r"^(?:https?://|mailto:)?(?:www\.)?", "", address.strip()).rstrip("/")
