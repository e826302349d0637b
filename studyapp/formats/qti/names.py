"""The names of elements: 3.0 writes ``qti-choice-interaction``, 2.x ``choiceInteraction``."""

import re

from studyapp.formats.safe_xml import Node

# The class of words whose white space counts, in what is written.
EXACT = "exact-space"

_CAPITAL = re.compile("(?<!^)([A-Z])")
_HYPHEN = re.compile("-([a-z])")
_PREFIX = "qti-"


def in_30(name: str) -> str:
    """The name of an attribute in 3.0, or that of an element without its beginning."""
    return _CAPITAL.sub(r"-\1", name).lower()


def in_2x(node: Node) -> Node:
    """The element and all within it under the names of 2.x."""
    if not node.tag.startswith(_PREFIX):
        return node
    return _renamed(node)


def _renamed(node: Node) -> Node:
    is_qti = node.tag.startswith(_PREFIX)
    return Node(
        _camel(node.tag.removeprefix(_PREFIX)) if is_qti else node.tag,
        node.namespace,
        {_camel(name): its for name, its in node.attributes.items()} if is_qti else node.attributes,
        node.position,
        tuple(part if isinstance(part, str) else _renamed(part) for part in node.content),
    )


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)
