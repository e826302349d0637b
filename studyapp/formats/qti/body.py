"""The body of an item of QTI 2 and 3 as HTML, without its interactions."""

from collections.abc import Iterator, Mapping
from html import escape

from studyapp.core.problems import Position
from studyapp.formats.gap_signs import gap_sign
from studyapp.formats.qti.names import EXACT
from studyapp.formats.safe_xml import Node

INLINE = frozenset(["textEntryInteraction", "inlineChoiceInteraction"])
# What a learner does nothing with that would be graded.
_BUTTONS = frozenset(["endAttemptInteraction"])
_FEEDBACK = frozenset(["feedbackInline", "feedbackBlock", "modalFeedback"])
_LEFT_OUT = _FEEDBACK | {"templateInline", "templateBlock", "stylesheet", "catalogInfo"}
# Parts of interactions that are no part of what is asked.
_CHOICES = frozenset("simpleChoice simpleMatchSet simpleAssociableChoice gapText gapImg".split())
_CONTAINERS = frozenset(["contentBody", "prompt", "rubricBlock"])
_BLOCKS = frozenset(
    "address blockquote contentBody dd div dt h1 h2 h3 h4 h5 h6 itemBody li p pre td th".split()
)
_KEPT = frozenset("alt data height href src start style type value width".split())

# The number of the gap that stands at a place.
Gaps = Mapping[Position, int]


def is_interaction(node: Node) -> bool:
    return node.tag.endswith("Interaction") and node.tag not in _BUTTONS


def interactions(node: Node) -> Iterator[Node]:
    """The interactions in an element, in their order; none stands in another."""
    for child in node.children:
        if is_interaction(child):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from interactions(child)


def html(node: Node, gaps: Gaps, asked: Position | None = None) -> str:
    """What is in the element; of interactions only what is said in the one ``asked``.

    Gaps are signs for ``with_gaps``; those that have no number are lines.
    """
    return "".join(
        escape(part, quote=False) if isinstance(part, str) else _part(part, gaps, asked)
        for part in node.content
    )


def feedback(node: Node) -> Iterator[Node]:
    """The feedback in an element, but for that in choices."""
    for child in node.children:
        if child.tag in _FEEDBACK:
            yield child
        elif child.tag not in _CHOICES:
            yield from feedback(child)


def rubrics(node: Node, *, shown: bool) -> Iterator[Node]:
    """The instructions in an element: those that learners are shown, or those that they are not."""
    for each in node.walk():
        views = each.get("view", "candidate").split()
        if each.tag == "rubricBlock" and ("candidate" in views) == shown:
            yield each


def stands_alone(body: Node, interaction: Node) -> bool:
    """Whether the block around an interaction holds no words."""
    block = body
    node = body
    while node.position != interaction.position:
        if node.tag in _BLOCKS:
            block = node
        node = next(child for child in node.children if _holds(child, interaction))
    return not html(block, {interaction.position: 0}).replace(gap_sign(0), "").strip() and (
        block is not body
    )


def _holds(node: Node, other: Node) -> bool:
    return any(each.position == other.position for each in node.walk())


def _part(node: Node, gaps: Gaps, asked: Position | None) -> str:
    number = gaps.get(node.position)
    if number is not None:
        return gap_sign(number)
    if node.tag in INLINE:
        return "_____"
    if is_interaction(node):
        inner = html(node, gaps, asked) if node.position == asked else ""
        return f"<div>{inner}</div>" if inner else ""
    if node.tag in _LEFT_OUT | _CHOICES | _BUTTONS or _is_hidden(node):
        return ""
    if node.tag == "gap":
        return "_____"
    if node.tag == "hottext":
        return html(node, gaps, asked)
    if node.tag == "object" and node.get("type").startswith("image/"):
        return _picture(node.get("data"), node.words)
    if node.tag == "img":
        return _picture(node.get("src"), node.get("alt"))
    return _tagged(node, html(node, gaps, asked))


def _is_hidden(node: Node) -> bool:
    return node.tag == "rubricBlock" and "candidate" not in node.get("view", "candidate").split()


def _picture(address: str, alt: str) -> str:
    return f'<img src="{escape(address)}" alt="{escape(" ".join(alt.split()))}">'


def _tagged(node: Node, inner: str) -> str:
    tag = "div" if node.tag in _CONTAINERS else node.tag
    attributes = "".join(
        f' {name}="{escape(its)}"' for name, its in node.attributes.items() if name in _KEPT
    )
    if EXACT in node.get("class").split():
        attributes = ' style="white-space: pre-wrap"'
    return f"<{tag}{attributes}>" if tag in _VOID else f"<{tag}{attributes}>{inner}</{tag}>"


_VOID = frozenset(["br", "hr"])
