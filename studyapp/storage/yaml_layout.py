"""Where the parts of a YAML text stand, so that more can be written between them.

The text must be one that ``yaml_reader`` has read.
"""

from collections.abc import Iterator

from msgspec import Struct
from yaml._yaml import CParser
from yaml.events import (
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)


class Node(Struct, frozen=True):
    """A value from ``start`` to ``end`` (code points); that of a block ends with its last line.

    ``column`` counts from 0. ``keys`` are those of a mapping, ``values`` also the entries
    of a list. ``flow`` tells brackets from indented lines; ``lines`` tells that the value
    takes whole lines, so that it ends where the next line begins.
    """

    start: int
    end: int
    column: int
    flow: bool = False
    lines: bool = False
    keys: tuple["Node", ...] = ()
    values: tuple["Node", ...] = ()

    @property
    def last(self) -> "Node":
        """The last value within a block, the node itself elsewhere."""
        return self.values[-1].last if self.values and not self.flow else self


def layout(text: str) -> Node:
    """The root of the one document of the text."""
    parser = CParser(text)
    events = iter(parser.get_event, None)
    for event in events:
        if isinstance(event, ScalarEvent | CollectionStartEvent):
            return _node(event, events)
    raise ValueError("the text holds no document")


def _node(event: ScalarEvent | CollectionStartEvent, events: Iterator[Event]) -> Node:
    start, end, column = _marks(event)
    if isinstance(event, ScalarEvent):
        return Node(start, end, column, lines=event.style in ("|", ">"))
    flow = bool(event.flow_style)
    nodes: list[Node] = []
    for inner in events:
        if isinstance(inner, ScalarEvent | CollectionStartEvent):
            nodes.append(_node(inner, events))
        else:
            end = _marks(inner)[1]
            break
    keyed = isinstance(event, MappingStartEvent)
    keys, values = (nodes[::2], nodes[1::2]) if keyed else ([], nodes)
    lines = False
    if not flow:  # the end of a block is told only where the next thing begins
        end, lines = values[-1].end, values[-1].lines
    return Node(start, end, column, flow, lines, tuple(keys), tuple(values))


def _marks(event: Event) -> tuple[int, int, int]:
    """Start, end and column of the start."""
    start, end = event.start_mark, event.end_mark
    assert start is not None, "the parser marks every event"
    assert end is not None, "the parser marks every event"
    return start.index, end.index, start.column
