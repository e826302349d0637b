"""Items of QTI 2.0 to 3.0, under the names of 2.x."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.formats.draft import Note, UnreadableAt
from studyapp.formats.qti.answers import feedback_texts
from studyapp.formats.qti.body import INLINE, feedback, html, interactions, rubrics
from studyapp.formats.qti.draft import Draft
from studyapp.formats.qti.interactions_2 import Asked, Found, read_gaps, read_interaction
from studyapp.formats.qti.rules import Assign, Branch, Choose, Effect, Term, finite
from studyapp.formats.qti.rules_2 import SCORE, Rules, right_response
from studyapp.formats.qti.scoring import Declared, Feedback, Scoring
from studyapp.formats.qti.wording import Wording
from studyapp.formats.safe_xml import Node

_TEMPLATES = ("match_correct", "map_response", "map_response_point")
_NUMBERS = frozenset(["float", "integer"])


def read_item(root: Node) -> list[Draft]:
    """The questions of an item: one, or one for each of its parts. Raises UnreadableAt."""
    if root.find("templateDeclaration") is not None:
        raise UnreadableAt("template", "its values are drawn at random, which is not supported")
    body = root.find("itemBody")
    if body is None:
        raise UnreadableAt("no-body", "it has no body")
    groups = _groups(body)
    if len(groups) <= 1:
        return [_draft(root, body, groups[0] if groups else (), "")]
    count = len(groups)
    message = f"an item that asks {count} things becomes {count} questions"
    first, *others = [
        _draft(root, body, group, f"-{number}") for number, group in enumerate(groups, start=1)
    ]
    note = Note("parted", message, root.position)
    return [_part(first, count, note), *(_part(draft, count) for draft in others)]


def _groups(body: Node) -> list[tuple[Node, ...]]:
    """What is answered at once: all gaps together, and each other interaction by itself."""
    all_of_them = list(interactions(body))
    gaps = tuple(each for each in all_of_them if each.tag in INLINE)
    others = ((each,) for each in all_of_them if each.tag not in INLINE)
    return [gaps, *others] if gaps else [*others]


def _part(draft: Draft, count: int, *notes: Note) -> Draft:
    """Part of an item that asks several things, with its part of the points."""
    question = replace(draft.question, points=draft.question.points / count)
    return Draft(question, draft.at, (*notes, *draft.notes))


def _draft(root: Node, body: Node, group: Sequence[Node], ending: str) -> Draft:
    wording = Wording(root.position)
    question = _question(root, body, group, wording)
    if wording.has_marks:
        wording = Wording(root.position, marked=True)
        question = _question(root, body, group, wording)
    identifier = root.get("identifier")
    title = root.get("title").strip()
    question = replace(
        question,
        id=FactId(f"{identifier}{ending}"),
        title="" if title == identifier.strip() else title,
        picture=wording.picture,
        marked=wording.marked,
    )
    return Draft(question, root.position, wording.notes)


def _question(root: Node, body: Node, group: Sequence[Node], wording: Wording) -> Question:
    scoring = _scoring(root, wording)
    found = _found(Asked(scoring, body, wording), group)
    shown = set(found.general)
    unplaced = set(range(len(scoring.feedback))) - found.used - shown
    if unplaced:
        wording.note("feedback-moved", "feedback to some answers is said to every answer")
    hidden = [wording.read(html(each, {})) for each in rubrics(body, shown=False)]
    if any(hidden) and found.question.kind is not Kind.ESSAY:
        wording.note("rubric-moved", "instructions to those who score are said to every answer")
    said = wording.joined([*feedback_texts(scoring, shown | unplaced, wording), *hidden])
    return replace(found.question, why=said, points=_points(root, found))


def _found(asked: Asked, group: Sequence[Node]) -> Found:
    if not group:
        return _unanswered(asked, Kind.DESCRIPTION)
    if group[0].tag in INLINE:
        return read_gaps(asked, group)
    if group[0].tag == "extendedTextInteraction":
        return _unanswered(asked, Kind.ESSAY, group[0])
    return read_interaction(asked, group[0])


def _unanswered(asked: Asked, kind: Kind, interaction: Node | None = None) -> Found:
    """What is not scored, and what is said to whatever is written."""
    place = interaction.position if interaction is not None else None
    response = interaction.get("responseIdentifier") if interaction is not None else ""
    stem = asked.wording.stem(html(asked.body, {}, place))
    said = asked.scoring.tried({response: ("…",)} if response else {}).said
    return Found(Question(FactId(""), kind, stem, TopicId("")), said, said)


def _points(root: Node, found: Found) -> float:
    """The points of the item, by itself."""
    most = _most(root)
    return most if most > 0 else max(found.most, 0.0) or 1.0


def _most(root: Node) -> float:
    """The score that the item says can be reached; 0 where it does not."""
    for outcome in root.all("outcomeDeclaration"):
        if outcome.get("identifier") == "MAXSCORE":
            return _default(outcome)
    for outcome in root.all("outcomeDeclaration"):
        if outcome.get("identifier") == SCORE:
            return finite(outcome.get("normalMaximum")) or 0.0
    return 0.0


def _default(outcome: Node) -> float:
    default = outcome.find("defaultValue")
    value = default.find("value") if default is not None else None
    return (finite(value.words.strip()) if value is not None else None) or 0.0


def _scoring(root: Node, wording: Wording) -> Scoring:
    declared = {each.identifier: each for each in map(_declared, root.all("responseDeclaration"))}
    outcomes = {
        each.get("identifier"): _default(each)
        for each in root.all("outcomeDeclaration")
        if each.get("baseType") in _NUMBERS
    }
    outcomes.setdefault(SCORE, 0.0)
    effects, most = _effects(root, declared, outcomes, wording)
    return Scoring(effects, declared, tuple(map(_feedback, feedback(root))), SCORE, most)


def _declared(node: Node) -> Declared:
    correct = node.find("correctResponse")
    values = [each.words.strip() for each in correct.all("value")] if correct is not None else []
    mapping = node.find("mapping")
    entries = list(mapping.all("mapEntry")) if mapping is not None else []
    worth = {each.get("mapKey"): finite(each.get("mappedValue")) or 0.0 for each in entries}
    loose = {
        each.get("mapKey").casefold(): worth[each.get("mapKey")]
        for each in entries
        if each.get("caseSensitive") == "false"
    }
    return Declared(
        node.get("identifier"),
        node.get("cardinality", "single"),
        node.get("baseType"),
        tuple(
            " ".join(value.split()) if "air" in node.get("baseType") else value for value in values
        ),
        worth if mapping is not None else None,
        loose,
        (finite(mapping.get("defaultValue")) or 0.0) if mapping is not None else 0.0,
        finite(mapping.get("upperBound")) if mapping is not None else None,
    )


def _effects(
    root: Node,
    declared: Mapping[str, Declared],
    outcomes: Mapping[str, float],
    wording: Wording,
) -> tuple[tuple[Effect, ...], float]:
    """The rules, and the score that they reach at most, 0 where that is to be seen."""
    processing = root.find("responseProcessing")
    start = tuple(Assign(name, (Term(value),)) for name, value in outcomes.items() if value)
    if processing is None:
        return (*start, *_standard(declared, _best(declared))), 0.0
    if not processing.children:
        return (*start, *_by_template(processing, declared, wording)), 0.0
    rules = Rules(declared, outcomes)
    effects = rules.read(processing)
    if rules.unclear:
        message = "its scoring was simplified: what is right is kept, special rules are not"
        wording.note("scoring-simplified", message, processing.position)
        said = tuple(effect for effect in effects if not isinstance(effect, Assign))
        return (*start, *said, *_standard(declared, _best(declared))), 0.0
    return (*start, *effects), _most(root)


def _by_template(
    processing: Node, declared: Mapping[str, Declared], wording: Wording
) -> tuple[Effect, ...]:
    name = processing.get("template").rpartition("/")[2].removesuffix(".xml")
    if name == "map_response_point":
        raise UnreadableAt(
            "unsupported", "it is scored by places in a picture, which is not supported"
        )
    if name not in _TEMPLATES and name:
        message = f"its scoring “{name[:60]}” is not known: the right responses count"
        wording.note("scoring-simplified", message, processing.position)
    how = dict.fromkeys(declared, name == "map_response")
    return _standard(declared, how if name in _TEMPLATES else _best(declared))


def _best(declared: Mapping[str, Declared]) -> dict[str, bool]:
    """By variable, whether its mapping scores it rather than its right response."""
    return {name: each.mapping is not None for name, each in declared.items()}


def _standard(declared: Mapping[str, Declared], mapped: Mapping[str, bool]) -> tuple[Effect, ...]:
    """Each variable adds what its mapping gives, or one for its right response."""
    found: list[Effect] = []
    before = Term(1.0, SCORE)
    for name, each in declared.items():
        if mapped[name]:
            found.append(Assign(SCORE, (before, Term(1.0, mapped=name))))
        elif each.correct:
            one_more = Assign(SCORE, (before, Term(1.0)))
            found.append(Choose((Branch(right_response(each), (one_more,)),)))
    return tuple(found)


def _feedback(node: Node) -> Feedback:
    return Feedback(
        node.get("outcomeIdentifier"),
        node.get("identifier"),
        html(node, {}),
        node.get("showHide", "show") != "hide",
    )
