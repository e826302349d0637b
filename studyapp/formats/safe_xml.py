"""XML from anywhere, read into a tree; what could do harm is refused.

Any DOCTYPE is refused, and with it every entity that a file could declare: none can
grow without bound or name another file. Depth and number of elements are bounded.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain
from xml.parsers import expat

from msgspec import Struct

from studyapp.core.problems import Position, Progress
from studyapp.files.refusal import Refused, refused

MAX_DEPTH = 100
MAX_NODES = 1_000_000
# So many attributes, or fewer, take the room of another element.
_ATTRIBUTES = 4

# So many bytes are read between two reports of progress.
_PIECE = 1024 * 1024

_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# One for all elements without any: a file may have a million of those.
_NO_ATTRIBUTES: Mapping[str, str] = {}
_NATIVE = frozenset(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii"])
_DECODED = re.compile(
    r"iso8859-\d+|cp125\d|cp437|cp85\d|cp866|cp93[26]|cp949|cp950|koi8-[ru]|mac-roman|tis-620"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|shift_jis|euc_jp|euc_kr"
)


class Node(Struct, frozen=True):
    """An element; ``content`` holds its text and elements in their order.

    ``tag`` and the names of the attributes are without namespace and prefix.
    """

    tag: str
    namespace: str
    attributes: Mapping[str, str]
    position: Position
    content: tuple["Node | str", ...] = ()

    @property
    def children(self) -> tuple["Node", ...]:
        return tuple(part for part in self.content if isinstance(part, Node))

    @property
    def text(self) -> str:
        """The text directly in the element, without that of its children."""
        return "".join(part for part in self.content if isinstance(part, str))

    @property
    def words(self) -> str:
        """All text in the element, that of its children too."""
        return "".join(
            chain.from_iterable(
                (part,) if isinstance(part, str) else (part.words,) for part in self.content
            )
        )

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def find(self, tag: str) -> "Node | None":
        """The first child of that name."""
        for part in self.content:
            if isinstance(part, Node) and part.tag == tag:
                return part
        return None

    def all(self, tag: str) -> Iterator["Node"]:
        """The children of that name."""
        return (part for part in self.content if isinstance(part, Node) and part.tag == tag)

    def walk(self) -> Iterator["Node"]:
        """The element and all within it, in the order in which they begin."""
        yield self
        for part in self.content:
            if isinstance(part, Node):
                yield from part.walk()


class Elements:
    """How many elements may yet be read: one count for all files whose trees are kept."""

    def __init__(self) -> None:
        self.most = self.left = MAX_NODES

    def take(self, attributes: int) -> bool:
        """Whether there is room for one more with so many attributes."""
        self.left -= 1 + -(-attributes // _ATTRIBUTES)
        return self.left >= 0


def parse_xml(
    data: bytes,
    path: str,
    progress: Progress | None = None,
    elements: Elements | None = None,
) -> Node:
    """The root element; raises Refused with line and column for what is not safe XML.

    Where several files are read and kept, ``elements`` counts those of all.
    """
    data, encoding = _in_unicode(data, path)
    tree = _Tree(path, encoding, elements or Elements())
    view = memoryview(data)
    try:
        for start in range(0, len(data), _PIECE):
            if progress is not None:
                progress(start, len(data))
            tree.parser.Parse(view[start : start + _PIECE], False)
        tree.parser.Parse(b"", True)
    except expat.ExpatError as error:
        position = Position(error.lineno, error.offset + 1)
        message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
        raise refused(path, "bad-xml", message, _HINTS.get(error.code, ""), position) from None
    return tree.root


def markup(node: Node) -> str:
    """What is in the element as the text of an HTML document, for ``html_text.from_html``."""
    return "".join(
        escape(part, quote=False) if isinstance(part, str) else _tagged(part)
        for part in node.content
    )


def _tagged(node: Node) -> str:
    attributes = "".join(f' {name}="{escape(it)}"' for name, it in node.attributes.items())
    if not node.content and node.tag in ("br", "hr", "img"):
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{markup(node)}</{node.tag}>"


_HINTS = {
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: "save the file as UTF-8, and write "
    "&amp; for & and &lt; for < where they are no markup",
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "XML knows only &amp; &lt; &gt; "
    "&quot; and &apos;",
}


def _in_unicode(data: bytes, path: str) -> tuple[bytes, str | None]:
    """The data, decoded where the parser does not know its encoding; None leaves that to it."""
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8)[:400])
    if declared is None:
        return data, None
    name = declared[1].decode("ascii")
    codec = _codec(name)
    if codec in _NATIVE:
        return data, None
    if _DECODED.fullmatch(codec) is None:
        message = f"the encoding “{name}” is not known here"
        raise refused(path, "unknown-encoding", message, "save the file as UTF-8")
    try:
        return data.decode(codec).encode(), "utf-8"
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - before.rfind(b"\n")
        position = Position(before.count(b"\n") + 1, column)
        message = f"this is not text in the encoding “{name}” that the file declares"
        raise refused(path, "wrong-encoding", message, at=position) from None


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


class _Open:
    """An element whose end has not come yet."""

    def __init__(self, name: str, attributes: Mapping[str, str], position: Position) -> None:
        self.name = name
        self.attributes = attributes
        self.position = position
        self.content: list[Node | str] = []

    def closed(self) -> Node:
        namespace, _, tag = self.name.rpartition(" ")
        return Node(tag, namespace, self.attributes, self.position, tuple(self.content))


class _Tree:
    """The handlers of one parser, and what they have built."""

    root: Node

    def __init__(self, path: str, encoding: str | None, elements: Elements) -> None:
        self.path = path
        self.open: list[_Open] = []
        self.text: list[str] = []
        self.elements = elements
        self.parser = expat.ParserCreate(encoding, " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self._on_doctype

    def _on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.elements.take(len(attributes)):
            most = f"{self.elements.most:,}"
            message = f"there are more than {most} elements and attributes of XML"
            raise self._refused("too-large", message)
        if len(self.open) >= MAX_DEPTH:
            raise self._refused("too-deep", f"elements stand more than {MAX_DEPTH} deep")
        self._keep_text()
        named = {key.rpartition(" ")[2]: it for key, it in attributes.items()}
        self.open.append(_Open(name, named or _NO_ATTRIBUTES, self._here()))

    def _on_end(self, _name: str) -> None:
        self._keep_text()
        node = self.open.pop().closed()
        if self.open:
            self.open[-1].content.append(node)
        else:
            self.root = node

    def _keep_text(self) -> None:
        """Text comes in pieces, between two elements it is one."""
        if self.text:
            self.open[-1].content.append("".join(self.text))
            self.text.clear()

    def _on_doctype(self, *_declared: object) -> None:
        message = "the file declares a document type (DOCTYPE), which is never read"
        raise self._refused("doctype", message, "remove what stands from <!DOCTYPE to its >")

    def _here(self) -> Position:
        return Position(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refused(self, code: str, message: str, hint: str = "") -> Refused:
        return refused(self.path, code, message, hint, self._here())
