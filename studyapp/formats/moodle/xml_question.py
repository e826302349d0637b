"""One question of a Moodle XML file: what all types have, and which types can be read."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.answerable import flaws
from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import runs
from studyapp.formats.draft import Note, UnreadableAt
from studyapp.formats.moodle.xml_arranged import matching, ordering
from studyapp.formats.moodle.xml_choices import choice, true_false
from studyapp.formats.moodle.xml_gaps import chosen_words, cloze
from studyapp.formats.moodle.xml_names import repeats_stem
from studyapp.formats.moodle.xml_parts import Parts
from studyapp.formats.moodle.xml_pictures import stem_picture
from studyapp.formats.moodle.xml_texts import Texts, is_set, joined, raw_text, value
from studyapp.formats.moodle.xml_typed import description, essay, quantity, short_answer
from studyapp.formats.numbers import read_number
from studyapp.formats.pictures import Pictures
from studyapp.formats.points import held
from studyapp.formats.safe_xml import Node

_TYPES: Mapping[str, Callable[[Node, Texts], Parts]] = {
    "multichoice": choice,
    "truefalse": true_false,
    "shortanswer": short_answer,
    "numerical": quantity,
    "match": matching,
    "matching": matching,
    "ddmatch": matching,
    "ordering": ordering,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": chosen_words,
    "ddwtos": chosen_words,
    "essay": essay,
    "description": description,
}

# What Moodle takes off for a further try unless an author says otherwise, now and once.
_USUAL_PENALTIES = (0.0, 0.1, 1 / 3, 1.0)


class Draft(Struct, frozen=True):
    """A question, the id that it should have, and what was noted while it was read."""

    question: Question
    wanted_id: str
    notes: tuple[Note, ...]


def title_of(node: Node) -> str:
    """The name of a question."""
    return " ".join(raw_text(node.find("name")).split())


def draft(node: Node, pictures: Pictures) -> Draft:
    """The question in an element, without an id and a topic. Raises UnreadableAt."""
    name = node.get("type").strip()
    read = _TYPES.get(name.lower())
    if read is None:
        message = f"is of the type “{name[:50]}”, which cannot be read" if name else "has no type"
        raise UnreadableAt("unsupported-type", message, node.position)
    texts = Texts(node)
    question = _read(node, read, texts)
    if texts.has_marks:
        texts = Texts(node, marked=True)
        question = _read(node, read, texts)
    for flaw in flaws(question):
        raise UnreadableAt("bad-question", f"cannot be asked: {flaw}", node.position)
    texts.note_dropped()
    question = replace(question, picture=stem_picture(node, texts, pictures))
    return Draft(question, _id(node), tuple(texts.notes))


def _read(node: Node, read: Callable[[Node, Texts], Parts], texts: Texts) -> Question:
    parts = read(node, texts)
    stem = texts.stem() if parts.stem is None else parts.stem
    why = joined([texts.read(node.find("generalfeedback")), parts.why])
    title = title_of(node)
    _note_settings(node, texts)
    return Question(
        id=FactId(""),
        kind=parts.kind,
        stem=stem or _stand_in(node, title, texts),
        topic=TopicId(""),
        options=parts.options,
        why=why,
        title="" if repeats_stem(title, _words(stem, texts)) else title,
        answers=parts.answers,
        exact_case=parts.exact_case,
        gaps=parts.gaps,
        pairs=parts.pairs,
        extra=parts.extra,
        elements=parts.elements,
        tags=_tags(node),
        points=_points(node, parts, texts),
        shuffled=parts.shuffled,
        marked=texts.marked,
    )


def _words(stem: str, texts: Texts) -> str:
    return "".join(run.text for run in runs(stem)) if texts.marked else stem


def _stand_in(node: Node, title: str, texts: Texts) -> str:
    """What is asked where the stem is nothing but a picture. Raises UnreadableAt."""
    words = title or next((alt for _, alt in texts.pictures if alt), "")
    if not words:
        raise UnreadableAt("no-stem", "has no words", node.position)
    texts.note(node, "no-stem", "asks without words; its name is its question now")
    return texts.plainly(words)


def _id(node: Node) -> str:
    found = node.find("idnumber")
    return "" if found is None else found.words.strip()


def _tags(node: Node) -> tuple[str, ...]:
    found = (
        raw_text(tag)
        for name in ("tags", "coursetags")
        for tags in node.all(name)
        for tag in tags.all("tag")
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _points(node: Node, parts: Parts, texts: Texts) -> float:
    """What the question counts; a description counts nothing, whatever is said."""
    grade = node.find("defaultgrade")
    number: float | Decimal | None = parts.points
    if grade is not None and parts.kind is not Kind.DESCRIPTION:
        number = read_number(grade.words)
        if number is None:
            message = f"“{grade.words.strip()[:50]}” is no number of points; it counts 1"
            texts.note(grade, "bad-points", message)
    found, change = held(1.0 if number is None else float(number))
    if change:
        texts.note(grade or node, "bad-points", change)
    return found


def _note_settings(node: Node, texts: Texts) -> None:
    """Notes the settings that all types have and that are not kept."""
    if is_set(node, "hidden", default=False):
        message = "it is hidden in Moodle, and is asked like others here"
        texts.note(node, "hidden", message, shared=True)
    penalty = read_number(value(node, "penalty", "0") or "0")
    if penalty is not None and all(abs(float(penalty) - its) > 0.005 for its in _USUAL_PENALTIES):
        message = f"what a further try costs is left out: {100 * penalty:.0f} %"
        texts.note(node, "penalty-lost", message, shared=True)
    if node.find("hint") is not None:
        texts.note(node, "hints-lost", "its hints are left out", shared=True)
