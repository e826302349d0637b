"""Items of QTI 1.2, with what Canvas says of them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.questions import Answer, Gap, QuestionPair, TextAnswer
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.gap_signs import gap_sign, with_gaps
from studyapp.formats.html_text import from_html
from studyapp.formats.qti.answers import Label, TypedIn, chosen, feedback_texts, typed_in
from studyapp.formats.qti.canvas import (
    CHOICE_OF_SEVERAL,
    blanks,
    is_unsupported,
    metadata,
    typed_blanks,
)
from studyapp.formats.qti.draft import Draft
from studyapp.formats.qti.interactions_2 import ASKS, Found, true_false
from studyapp.formats.qti.rules import finite
from studyapp.formats.qti.rules_1 import FEEDBACK, effects_of, is_unclear, outcome_of
from studyapp.formats.qti.scoring import Declared, Feedback, Scoring
from studyapp.formats.qti.texts_1 import RESPONSES, html, said_by
from studyapp.formats.qti.wording import Wording
from studyapp.formats.safe_xml import Node

_NUMBERS = frozenset(["decimal", "integer", "scientific"])
# Many programs score to this, whatever the points.
_PERCENT = 100.0


class _Item(Struct, frozen=True):
    """An item that is being read; ``type`` is what Canvas calls its kind."""

    root: Node
    presentation: Node
    responses: tuple[Node, ...]
    scoring: Scoring
    wording: Wording
    type: str


def read_item_1(root: Node) -> Draft:
    """The question of an item. Raises UnreadableAt."""
    wording = Wording(root.position)
    question = _question(root, wording)
    if wording.has_marks:
        wording = Wording(root.position, marked=True)
        question = _question(root, wording)
    question = replace(question, picture=wording.picture, marked=wording.marked)
    return Draft(question, root.position, wording.notes)


def _question(root: Node, wording: Wording) -> Question:
    facts = metadata(root)
    kind = facts.get("question_type", "").casefold()
    if is_unsupported(kind):
        raise UnreadableAt("unsupported", f"questions of the kind “{kind[:60]}” are not supported")
    presentation = root.find("presentation")
    if presentation is None:
        raise UnreadableAt("no-body", "it has no presentation")
    responses = tuple(each for each in presentation.walk() if each.tag in RESPONSES)
    item = _Item(root, presentation, responses, _scoring(root, responses, kind), wording, kind)
    found = _found(item)
    if any(each.tag == "rubric" and each.words.strip() for each in root.walk()):
        wording.note("rubric-lost", "instructions around the question are left out")
    title = root.get("title").strip()
    return replace(
        found.question,
        id=FactId(root.get("ident")),
        title="" if title in ("Question", root.get("ident")) else title,
        why=_why(item, found),
        points=_points(facts, item.scoring.most, found.most),
    )


def _why(item: _Item, found: Found) -> str:
    feedback = item.scoring.feedback
    words = [number for number, each in enumerate(feedback) if each.html.strip()]
    unplaced = set(words) - found.used - found.general
    if unplaced:
        message = "feedback to some answers is said to every answer"
        item.wording.note("feedback-moved", message)
    return item.wording.joined(
        feedback_texts(item.scoring, set(found.general) | unplaced, item.wording)
    )


def _points(facts: Mapping[str, str], most: float, seen: float) -> float:
    for name in ("points_possible", "cc_weighting", "qmd_weighting"):
        points = finite(facts.get(name, ""))
        if points is not None:
            return points
    reached = most or seen
    return 1.0 if reached in (0.0, _PERCENT) else reached


def _scoring(root: Node, responses: Sequence[Node], kind: str) -> Scoring:
    declared = {each.get("ident"): _declared(each, kind) for each in responses}
    processing = root.find("resprocessing")
    outcome, most = outcome_of(processing)
    feedback = tuple(
        Feedback(FEEDBACK, each.get("ident"), html(each)) for each in root.all("itemfeedback")
    )
    return Scoring(effects_of(processing, declared), declared, feedback, outcome, most)


def _declared(response: Node, kind: str) -> Declared:
    cardinality = response.get("rcardinality", "Single").casefold()
    base_type = "identifier"
    if response.tag in ("response_str", "response_num"):
        fib = response.find("render_fib")
        typed = fib.get("fibtype", "String").casefold() if fib is not None else ""
        numeric = response.tag == "response_num" or typed in _NUMBERS
        base_type = "float" if numeric or kind == "numerical_question" else "string"
    return Declared(response.get("ident"), cardinality, base_type)


def _found(item: _Item) -> Found:
    if is_unclear(item.scoring.effects):
        message = "its scoring was simplified: what is right is kept, special rules are not"
        item.wording.note("scoring-simplified", message)
    if not item.responses or item.type == "text_only_question":
        return _unanswered(item, Kind.DESCRIPTION)
    if found := blanks(item.type, item.responses):
        return _named_gaps(item, found)
    tags = {each.tag for each in item.responses}
    if not tags <= {"response_lid", "response_str", "response_num"}:
        raise UnreadableAt("unsupported", "it asks for places or groups, which is not supported")
    if _is_essay(item):
        return _unanswered(item, Kind.ESSAY)
    if len(item.responses) == 1:
        return _choice(item) if tags == {"response_lid"} else _typed(item)
    if tags == {"response_lid"} and _is_matching(item):
        return _matching(item)
    return _gaps(item)


def _is_essay(item: _Item) -> bool:
    """Whether something is typed for which no answers are given."""
    return item.type == "essay_question" or all(
        each.tag != "response_lid" and not item.scoring.on(each.get("ident"))
        for each in item.responses
    )


def _unanswered(item: _Item, kind: Kind) -> Found:
    stem = item.wording.stem(html(item.presentation))
    names = [each.get("ident") for each in item.responses]
    said = item.scoring.tried(dict.fromkeys(names, ("…",))).said
    return Found(_bare(kind, stem), said, said)


def _choice(item: _Item) -> Found:
    response = item.responses[0]
    declared = item.scoring.declared[response.get("ident")]
    stem = item.wording.stem(html(item.presentation))
    if declared.cardinality == "ordered":
        return _ordering(item, response, stem)
    several = declared.cardinality == "multiple"
    labels = _labels(item, response)
    found = chosen(item.scoring, declared.identifier, labels, item.wording, several=several)
    if found.together and item.type != CHOICE_OF_SEVERAL:
        message = "it counted only if all right answers were chosen; each counts for itself here"
        item.wording.note("all-or-nothing", message)
    kind = Kind.MULTIPLE_CHOICE if several else Kind.SINGLE_CHOICE
    options = found.options
    if not several and (in_order := true_false(options)):
        kind, options = Kind.TRUE_FALSE, in_order
    question = replace(
        _bare(kind, stem),
        options=options,
        shuffled=kind is Kind.TRUE_FALSE or _is_shuffled(response),
    )
    return Found(question, found.used, found.general, found.most)


def _ordering(item: _Item, response: Node, stem: str) -> Found:
    texts = {label.identifier: label.text for label in _labels(item, response)}
    name = response.get("ident")
    wanted = item.scoring.wanted(name)
    elements = tuple(texts[each] for each in wanted if each in texts)
    if len(elements) < 2:
        raise UnreadableAt("no-right-answer", "it does not say which order is right")
    tried = item.scoring.tried({name: wanted})
    general = tried.said & item.scoring.tried({}).said
    return Found(replace(_bare(Kind.ORDERING, stem), elements=elements), general, general)


def _labels(item: _Item, response: Node) -> list[Label]:
    found = []
    for each in response.walk():
        if each.tag == "response_label":
            ident = each.get("ident")
            found.append(Label(ident, item.wording.read(html(each)) or ident))
    return found


def _is_shuffled(response: Node) -> bool:
    return all(
        each.get("shuffle", "Yes").casefold() != "no" for each in response.all("render_choice")
    )


def _typed(item: _Item) -> Found:
    response = item.responses[0]
    name = response.get("ident")
    typed = typed_in(item.scoring, name, item.wording)
    whole = html(item.presentation, lambda _: gap_sign(1))
    before, _, after = from_html(whole).plain.partition(gap_sign(1))
    kind = Kind.QUANTITY if item.scoring.declared[name].is_numeric else Kind.SHORT_ANSWER
    if after.strip() and before.strip() and not ASKS.search(before):
        kind = Kind.CLOZE
        stem, _ = with_gaps(item.wording.stem(whole), blank=True)
    else:
        stem = item.wording.stem(html(item.presentation))
    question = replace(_bare(kind, stem), answers=typed.answers, exact_case=typed.exact_case)
    return Found(question, typed.used, typed.general, typed.most)


def _gaps(item: _Item) -> Found:
    """Several responses in a text: what each offers or accepts is a gap of it."""
    places = {each.position: number for number, each in enumerate(item.responses, start=1)}
    whole = html(item.presentation, lambda each: said_by(each) + gap_sign(places[each.position]))
    return _filled(item, whole, item.responses)


def _named_gaps(item: _Item, named: Mapping[str, Node]) -> Found:
    """Gaps that stand in the text as ``[name]``; those that do not are set at its end."""
    whole = html(item.presentation, _nothing)
    for number, name in enumerate(named, start=1):
        if f"[{name}]" not in whole:
            whole = f"{whole} [{name}]"
        whole = whole.replace(f"[{name}]", gap_sign(number), 1)
    return _filled(item, whole, tuple(named.values()))


def _filled(item: _Item, whole: str, responses: Sequence[Node]) -> Found:
    stem, changed = with_gaps(item.wording.stem(whole))
    if changed:
        item.wording.note("braces-changed", "a number in braces is set in round brackets")
    gaps = []
    used = general = frozenset[int]()
    most = 0.0
    for each in responses:
        gap, its = _gap(item, each)
        gaps.append(gap)
        used, general, most = used | its.used, general | its.general, most + its.most
    return Found(replace(_bare(Kind.CLOZE, stem), gaps=tuple(gaps)), used, general, most)


def _gap(item: _Item, response: Node) -> tuple[Gap, Found | TypedIn]:
    name = response.get("ident")
    scoring = replace(item.scoring, most=0.0)
    if response.tag != "response_lid":
        typed = typed_in(scoring, name, item.wording)
        return Gap(typed.answers, exact_case=typed.exact_case), typed
    if typed_blanks(item.type):
        return _accepting_all(item, response)
    labels = _labels(item, response)
    found = chosen(scoring, name, labels, item.wording, several=False)
    menu = Gap(options=found.options)
    return menu, Found(_bare(Kind.CLOZE, ""), found.used, found.general, found.most)


def _accepting_all(item: _Item, response: Node) -> tuple[Gap, Found]:
    """A gap of Canvas: all that its response seems to offer is accepted."""
    labels = [each for each in response.walk() if each.tag == "response_label"]
    item.scoring.check(len(labels))
    general = item.scoring.tried({}).said
    answers: list[Answer] = []
    used = frozenset[int]()
    for each in labels:
        tried = item.scoring.tried({response.get("ident"): (each.get("ident"),)})
        said = tried.said - general
        why = item.wording.joined(feedback_texts(item.scoring, said, item.wording))
        if text := item.wording.bare(html(each)).strip():
            answers.append(TextAnswer(text.replace("*", "\\*"), 1.0, why))
        used |= said
    if not answers:
        raise UnreadableAt("no-right-answer", "a blank has no answers", response.position)
    return Gap(tuple(answers)), Found(_bare(Kind.CLOZE, ""), used, general)


def _is_matching(item: _Item) -> bool:
    """Whether each of several responses offers the same, and says what it is for."""
    offers = {
        tuple(label.get("ident") for label in each.walk() if label.tag == "response_label")
        for each in item.responses
    }
    words = {
        " ".join(label.words.split())
        for label in item.responses[0].walk()
        if label.tag == "response_label"
    }
    same = item.type == "matching_question" or len(offers) == 1 or len(words) == 0
    return same and all(html(each).strip() for each in item.responses)


def _matching(item: _Item) -> Found:
    pairs, extra = [], dict[str, None]()
    used = frozenset[int]()
    general = item.scoring.tried({}).said
    most = 0.0
    for each in item.responses:
        left = item.wording.read(html(each))
        labels = _labels(item, each)
        item.scoring.check(len(labels) * len(item.responses))
        extra.update(dict.fromkeys(label.text for label in labels))
        tries = [(item.scoring.tried({each.get("ident"): (it.identifier,)}), it) for it in labels]
        best = max(tries, key=lambda tried: tried[0].score, default=None)
        if best is None or best[0].score <= 0:
            item.wording.note("choices-lost", "what goes with nothing is left out", each.position)
            continue
        said = best[0].said - general
        why = item.wording.joined(feedback_texts(item.scoring, said, item.wording))
        pairs.append(QuestionPair(left, best[1].text, why))
        used |= said
        most += best[0].score
    if not pairs:
        raise UnreadableAt("no-right-answer", "it does not say what goes together")
    rest = tuple(text for text in extra if text not in {pair.right for pair in pairs})
    stem = item.wording.stem(html(item.presentation, _nothing))
    question = replace(_bare(Kind.MATCHING, stem), pairs=tuple(pairs), extra=rest)
    return Found(question, used, general, most)


def _nothing(_response: Node) -> str:
    return ""


def _bare(kind: Kind, stem: str) -> Question:
    return Question(FactId(""), kind, stem, TopicId(""))
