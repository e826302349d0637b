"""Writes questions into the text of a bank file, where every other letter of it stays.

What was written is read again, and must be what was there and the questions besides.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from msgspec import Struct

from studyapp.core.bank import TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import refused
from studyapp.storage.bank_builder import QUESTIONS
from studyapp.storage.bank_writer import Written, entries_of, free_name, storable
from studyapp.storage.yaml_layout import Node, layout
from studyapp.storage.yaml_reader import YamlError, read_yaml
from studyapp.storage.yaml_writer import INDENT, Plain, block, flow, scalar

# The lists of a bank whose entries share one name space.
_ASKED = ("facts", "questions", "changes", "unstated")


class _Edit(Struct, frozen=True):
    """What comes in place of the letters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class _Addition(Struct, frozen=True):
    """What is added to a bank: ``topics`` that it lacks, and entries of ``questions``.

    ``unnamed`` is the topic of the questions that name none, where they now must.
    """

    topics: dict[str, str]
    questions: list[Plain]
    unnamed: str | None


def extended_bank(
    text: str, questions: QuestionSet, pictures: Mapping[str, str] = {}, path: str = ""
) -> Written:
    """The text with the questions added after its own, and their topics.

    Ids that are taken get a suffix. ``pictures`` gives the path of each picture from the
    bank; ``path`` names the file in problems. Raises Refused where the text is no bank.
    """
    try:
        old = read_yaml(text.encode()).value
    except YamlError as error:
        raise refused(path, "yaml", error.message, error.hint, error.position) from None
    if not _is_bank(old):
        raise refused(path, "no-bank", "this is no bank that questions could be added to")
    topics, topic_of, unnamed = _topics(old, questions)
    entries, problems = entries_of(
        questions.questions, path, lambda one: topic_of.get(one.topic), pictures, _ids(old)
    )
    if not entries:
        return Written(text, problems)
    addition = _Addition(topics, entries, unnamed)
    expected = _extended(old, addition)
    for edits in _ways(text, old, addition):
        found = _applied(text, edits)
        if _reads_as(found, expected, loosely=not text.endswith("\n")):
            return Written(found, problems)
    message = "questions cannot be added to this file in the way it is written"
    hint = "write “questions:” as the last line of the file, then try again"
    raise refused(path, "not-extended", message, hint)


def _is_bank(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("topics") or {}, dict):
        return False
    return "bank" in value and all(isinstance(value.get(name) or [], list) for name in _ASKED)


def _ids(old: dict[str, Any]) -> set[str]:
    entries = (entry for name in _ASKED for entry in old.get(name) or [])
    return {str(entry.get("id")) for entry in entries if isinstance(entry, dict)}


def _topics(
    old: dict[str, Any], questions: QuestionSet
) -> tuple[dict[str, str], dict[TopicId, TopicId], str | None]:
    """The topics to add; the topic of the bank for each of the set; that of unnamed questions.

    Topics of the same name are the same. No question needs a topic where there is only one.
    """
    declared: dict[str, str] = old.get("topics") or {}
    had = declared or ({QUESTIONS: QUESTIONS.title()} if old.get("questions") else {})
    has = dict(had)
    topic_of: dict[TopicId, TopicId] = {}
    for topic in dict.fromkeys(question.topic for question in questions.questions):
        name = storable(questions.topics.get(topic, topic))
        same = next((known for known, its in has.items() if its == name), None)
        topic_of[topic] = TopicId(same or free_name(topic, has))
        has.setdefault(topic_of[topic], name)
    if len(has) == 1:
        usual = not declared and has == {QUESTIONS: QUESTIONS.title()}
        return ({} if usual else _without(has, declared)), {}, None
    return _without(has, declared), topic_of, next(iter(had)) if len(had) == 1 else None


def _without(topics: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    return {topic: name for topic, name in topics.items() if topic not in known}


def _extended(old: dict[str, Any], addition: _Addition) -> dict[str, Any]:
    """What the file should hold then."""
    unnamed = {"topic": addition.unnamed} if addition.unnamed else {}
    kept = [
        unnamed | entry if isinstance(entry, dict) else entry
        for entry in old.get("questions") or []
    ]
    found = {**old, "questions": [*kept, *addition.questions]}
    if addition.topics:
        found["topics"] = {**(old.get("topics") or {}), **addition.topics}
    return found


def _ways(text: str, old: dict[str, Any], addition: _Addition) -> Iterator[list[_Edit]]:
    """Edits that may do it, the pleasant ones first."""
    root = layout(text)
    names = list(old)
    line_end = "\r\n" if "\r\n" in text else "\n"

    def places(name: str, added: Plain) -> Iterator[list[_Edit]]:
        if name not in old:
            after = root.values[names.index("title")] if "title" in old else root.values[0]
            yield from _new_part(text, root, after if name == "topics" else None, name, added)
        else:
            node = root.values[names.index(name)]
            yield from _grown_part(text, root, node, bool(old[name]), added)

    named: list[_Edit] = []
    if addition.unnamed and old.get("questions"):
        node = root.values[names.index("questions")]
        named = [
            _named(entry, addition.unnamed)
            for entry, value in zip(node.values, old["questions"], strict=True)
            if isinstance(value, dict) and "topic" not in value
        ]
    topics = list(places("topics", addition.topics)) if addition.topics else [[]]
    for some, more in product(topics, places("questions", addition.questions)):
        yield [
            _Edit(edit.start, edit.end, edit.text.replace("\n", line_end))
            for edit in (*some, *named, *more)
        ]


def _new_part(
    text: str, root: Node, after: Node | None, name: str, added: Plain
) -> Iterator[list[_Edit]]:
    """A key that the file lacks: after this value, or at the end."""
    if root.flow:
        inner = f"{flow(name)}: {flow(added)}"
        yield from ([_inserted(text, place, f", {inner}")] for place in _flow_ends(root))
        return
    lines = _block({name: added}, root.column)
    if after is not None:
        yield [_inserted(text, _line_after(text, after), lines)]
    yield [_inserted(text, len(text), "\n" + lines)]
    yield [_inserted(text, len(text), lines)]
    yield [_inserted(text, _line_after(text, root.last), lines)]


def _grown_part(
    text: str, root: Node, node: Node, filled: bool, added: Plain
) -> Iterator[list[_Edit]]:
    """A mapping or list of the file, with more entries at its end."""
    if filled and not node.flow:
        lines = _block(added, node.column)
        yield [_inserted(text, _line_after(text, node.last), lines)]
        return
    if not filled and not root.flow and "\n" not in text[node.start : node.end]:
        before = len(text[: node.start].rstrip(" "))
        lines = _block(added, root.column + INDENT)
        yield [_Edit(before, node.end, ""), _inserted(text, _line_after(text, node), lines)]
    if not node.flow:
        yield [_Edit(node.start, node.end, f" {flow(added)}")]
        return
    inner = flow(added)[1:-1]
    if filled:
        yield from ([_inserted(text, place, f", {inner}")] for place in _flow_ends(node))
    else:
        yield [_inserted(text, node.end - 1, inner)]


def _flow_ends(node: Node) -> tuple[int, int]:
    """Where one more may stand between brackets: after the last, or before the bracket."""
    return node.values[-1].end, node.end - 1


def _named(entry: Node, topic: str) -> _Edit:
    """The topic of a question that has none, as its first or second field."""
    if entry.flow or len(entry.keys) < 2:
        return _Edit(entry.start + 1, entry.start + 1, f"{flow({'topic': topic})[1:-1]}, ")
    second = entry.keys[1]
    line = second.start - second.column
    return _Edit(line, line, f"{' ' * second.column}topic: {scalar(topic)}\n")


def _block(value: Plain, column: int) -> str:
    return "".join(f"{line}\n" for line in block(value, column))


def _line_after(text: str, node: Node) -> int:
    """Where the line begins that follows the value."""
    if node.lines and text[: node.end].endswith("\n"):
        return node.end
    found = text.find("\n", node.end)
    return len(text) if found < 0 else found + 1


def _inserted(text: str, place: int, words: str) -> _Edit:
    """Lines begin on a line of their own."""
    unfinished = words.endswith("\n") and place == len(text) and not text.endswith("\n")
    return _Edit(place, place, f"\n{words}" if unfinished else words)


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def _reads_as(text: str, expected: dict[str, Any], *, loosely: bool) -> bool:
    """Whether the text holds this; ``loosely`` overlooks line ends at the end of texts.

    A text that ends the file without a line end has one once lines follow it.
    """
    try:
        found = read_yaml(text.encode()).value
    except YamlError:
        return False
    return bool(_trimmed(found) == _trimmed(expected) if loosely else found == expected)


def _trimmed(value: Any) -> Any:
    match value:
        case str():
            return value.rstrip("\n")
        case dict():
            return {name: _trimmed(entry) for name, entry in value.items()}
        case list():
            return [_trimmed(entry) for entry in value]
        case _:
            return value
