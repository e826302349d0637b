"""Interactions of QTI 2 and 3 as kinds of questions."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import escaped
from studyapp.core.problems import Position
from studyapp.core.questions import Gap, QuestionGroup, QuestionOption, QuestionPair
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.gap_signs import gap_sign, with_gaps
from studyapp.formats.html_text import from_html
from studyapp.formats.qti.answers import Chosen, Label, TypedIn, chosen, typed_in
from studyapp.formats.qti.body import feedback, html, stands_alone
from studyapp.formats.qti.scoring import Declared, Scoring
from studyapp.formats.qti.wording import Wording
from studyapp.formats.safe_xml import Node

ASKS = re.compile(r"[?:.!…]\s*\Z")

# What a gap may count.
_HEAVIEST, _LIGHTEST = 1000.0, 1e-6


class Asked(Struct, frozen=True):
    """An item that is being read."""

    scoring: Scoring
    body: Node
    wording: Wording

    def declared(self, interaction: Node) -> Declared:
        name = interaction.get("responseIdentifier")
        found = self.scoring.declared.get(name)
        if found is None:
            message = f"its response “{name[:60]}” is not declared"
            raise UnreadableAt("no-declaration", message, interaction.position)
        return found

    def stem(self, interaction: Node) -> str:
        return self.wording.stem(html(self.body, {}, interaction.position))


class Found(Struct, frozen=True):
    """A question, the feedback that went into it, and the score that counts as all of it."""

    question: Question
    used: frozenset[int]
    general: frozenset[int]
    most: float = 1.0


def read_interaction(asked: Asked, interaction: Node) -> Found:
    """What a block asks. Raises UnreadableAt."""
    reader = _READERS.get(interaction.tag)
    if reader is None:
        name = interaction.tag.removesuffix("Interaction")
        message = f"an interaction of the kind “{name[:60]}” is not supported"
        raise UnreadableAt("unsupported", message, interaction.position)
    return reader(asked, interaction)


def read_gaps(asked: Asked, entries: Sequence[Node]) -> Found:
    """Gaps to type or to choose in; one that stands by itself is a short answer."""
    only = entries[0]
    if len(entries) == 1 and only.tag == "textEntryInteraction":
        typed = typed_in(asked.scoring, asked.declared(only).identifier, asked.wording)
        if _is_short(asked, only):
            return _short(asked, only, typed)
        if only.get("responseIdentifier") == "RESPONSE":
            stem, _ = with_gaps(
                asked.wording.stem(html(asked.body, {only.position: 1})), blank=True
            )
            return _typed(Kind.CLOZE, stem, typed)
    places = {entry.position: number for number, entry in enumerate(entries, start=1)}
    read = [_gap(asked, entry) for entry in entries]
    weights = [gap.weight for gap, _ in read]
    if len(set(weights)) == 1 and not asked.scoring.is_divided:
        weights = [1.0] * len(weights)
    weights = _fit(weights)
    gaps = tuple(
        Gap(gap.answers, gap.options, weight, gap.exact_case)
        for (gap, _), weight in zip(read, weights, strict=True)
    )
    shuffles = [each.get("shuffle") for each in entries if each.tag == "inlineChoiceInteraction"]
    question = _question(
        Kind.CLOZE,
        _stem_with_gaps(asked, places),
        gaps=gaps,
        shuffled="false" not in shuffles,
    )
    used = frozenset[int]().union(*(its.used for _, its in read))
    general = frozenset[int]().union(*(its.general for _, its in read))
    most = 1.0 if asked.scoring.is_divided else sum(its.most for _, its in read)
    return Found(question, used, general, most)


def _fit(weights: list[float]) -> list[float]:
    """Weights that stand to each other as those given, none of them above the highest."""
    most = max(weights, default=0.0)
    if most <= _HEAVIEST:
        return weights
    return [max(weight * (_HEAVIEST / most), _LIGHTEST) for weight in weights]


def _stem_with_gaps(asked: Asked, places: Mapping[Position, int]) -> str:
    stem, changed = with_gaps(asked.wording.stem(html(asked.body, places)))
    if changed:
        asked.wording.note("braces-changed", "a number in braces is set in round brackets")
    return stem


def _is_short(asked: Asked, entry: Node) -> bool:
    """Whether an answer is typed after a question, and not within a sentence."""
    if stands_alone(asked.body, entry):
        return True
    before, _, after = from_html(html(asked.body, {entry.position: 1})).plain.partition(gap_sign(1))
    return not after.strip() and (not before.strip() or bool(ASKS.search(before)))


def _short(asked: Asked, entry: Node, typed: TypedIn) -> Found:
    numeric = asked.declared(entry).is_numeric
    stem = asked.wording.stem(html(asked.body, {entry.position: 1}).replace(gap_sign(1), ""))
    return _typed(Kind.QUANTITY if numeric else Kind.SHORT_ANSWER, stem, typed)


def _typed(kind: Kind, stem: str, typed: TypedIn) -> Found:
    question = _question(kind, stem, answers=typed.answers, exact_case=typed.exact_case)
    return Found(question, typed.used, typed.general, typed.most)


def _gap(asked: Asked, entry: Node) -> tuple[Gap, Chosen | TypedIn]:
    """A gap, weighted by what it earns where it alone is right."""
    name = asked.declared(entry).identifier
    if entry.tag == "textEntryInteraction":
        typed = typed_in(asked.scoring.undivided, name, asked.wording)
        return Gap(typed.answers, (), typed.most, typed.exact_case), typed
    labels = [
        Label(each.get("identifier"), _menu_words(asked, each))
        for each in entry.all("inlineChoice")
    ]
    found = chosen(asked.scoring.undivided, name, labels, asked.wording, several=False)
    return Gap((), found.options, found.most), found


def _menu_words(asked: Asked, choice: Node) -> str:
    text = choice.words.strip()
    if "\n" in text or any(child.tag != "feedbackInline" for child in choice.children):
        return asked.wording.read(html(choice, {}))
    return escaped(text) if asked.wording.marked else text


def _choice(asked: Asked, interaction: Node) -> Found:
    return _chosen(asked, interaction, list(interaction.all("simpleChoice")))


def _hottext(asked: Asked, interaction: Node) -> Found:
    """Words of a text that are to be pointed at are options."""
    words = [each for each in interaction.walk() if each.tag == "hottext"]
    asked.wording.note("hottext", "words to point at in the text become options")
    return _chosen(asked, interaction, words)


def _chosen(asked: Asked, interaction: Node, choices: Sequence[Node]) -> Found:
    declared = asked.declared(interaction)
    several = declared.cardinality != "single" and interaction.get("maxChoices", "1") != "1"
    labels = [_label(asked, each) for each in choices]
    found = chosen(asked.scoring, declared.identifier, labels, asked.wording, several=several)
    if found.together:
        message = "it counted only if all right answers were chosen; each counts for itself here"
        asked.wording.note("all-or-nothing", message)
    kind = Kind.MULTIPLE_CHOICE if several else Kind.SINGLE_CHOICE
    options = found.options
    if not several and (in_order := true_false(options)):
        kind, options = Kind.TRUE_FALSE, in_order
    shuffled = interaction.get("shuffle") == "true" or kind is Kind.TRUE_FALSE
    question = _question(kind, asked.stem(interaction), options=options, shuffled=shuffled)
    return Found(question, found.used, found.general, found.most)


def true_false(options: Sequence[QuestionOption]) -> tuple[QuestionOption, ...]:
    """True and False in this order, where the options are those; nothing where they are not."""
    by_name = {option.text.strip().casefold(): option for option in options}
    if len(options) != 2 or set(by_name) != {"true", "false"}:
        return ()
    return tuple(
        QuestionOption(name, its.correct, its.why, share=its.share)
        for name, its in (("True", by_name["true"]), ("False", by_name["false"]))
    )


def _label(asked: Asked, choice: Node) -> Label:
    why = [asked.wording.read(html(each, {})) for each in feedback(choice)]
    text = asked.wording.read(html(choice, {})) or choice.get("identifier")
    return Label(choice.get("identifier"), text, asked.wording.joined(why))


def _order(asked: Asked, interaction: Node) -> Found:
    declared = asked.declared(interaction)
    texts = _texts(asked, interaction.all("simpleChoice"))
    wanted = declared.correct or asked.scoring.wanted(declared.identifier)
    elements = tuple(texts[name] for name in wanted if name in texts)
    if len(elements) < 2:
        raise UnreadableAt("no-right-answer", "it does not say which order is right")
    if len(elements) < len(texts):
        message = "what has no place in the right order is left out"
        asked.wording.note("choices-lost", message, interaction.position)
    used = asked.scoring.tried({declared.identifier: wanted})
    general = asked.scoring.tried({}).said & used.said
    question = _question(Kind.ORDERING, asked.stem(interaction), elements=elements)
    return Found(question, general, general, used.score)


def _match(asked: Asked, interaction: Node) -> Found:
    """Two sets: each of the first goes with one of the second, or the other way round."""
    sets = [
        _texts(asked, each.all("simpleAssociableChoice"))
        for each in interaction.all("simpleMatchSet")
    ]
    if len(sets) != 2:
        raise UnreadableAt("no-choices", "it has no two sets to match", interaction.position)
    pairs = _pairs(asked, interaction)
    if any(left not in sets[0] or right not in sets[1] for left, right in pairs):
        pairs = [(right, left) for left, right in pairs]
    if len({left for left, _ in pairs}) < len(pairs):
        pairs = [(right, left) for left, right in pairs]
        sets.reverse()
    if "grouping" in interaction.get("class").split():
        return _grouped(asked, interaction, sets, pairs)
    return _matched(asked, interaction, sets, pairs)


def _associate(asked: Asked, interaction: Node) -> Found:
    """One set, of which each goes with another: the first of each pair is the left one."""
    texts = _texts(asked, interaction.all("simpleAssociableChoice"))
    return _matched(asked, interaction, [texts, texts], _pairs(asked, interaction))


def _matched(
    asked: Asked,
    interaction: Node,
    sets: Sequence[Mapping[str, str]],
    pairs: Sequence[tuple[str, str]],
) -> Found:
    _check_pairs(sets, pairs, interaction)
    lefts, rights = dict(pairs), {right for _, right in pairs}
    said = asked.scoring.tried(
        {interaction.get("responseIdentifier"): _correct(asked, interaction)}
    )
    whys = {
        asked.scoring.feedback[number].value: number
        for number in said.said
        if asked.scoring.feedback[number].value in lefts
    }
    used = frozenset(whys.values())
    if sets[0] is not sets[1] and len(lefts) < len(sets[0]):
        asked.wording.note("choices-lost", "what goes with nothing is left out")
    question = _question(
        Kind.MATCHING,
        asked.stem(interaction),
        pairs=tuple(
            QuestionPair(sets[0][left], sets[1][right], _said(asked, whys.get(left)))
            for left, right in pairs
        ),
        extra=tuple(
            text for name, text in sets[1].items() if name not in rights and name not in lefts
        ),
        shuffled=interaction.get("shuffle") == "true",
    )
    general = asked.scoring.tried({}).said - used
    return Found(question, used | general, general, said.score)


def _said(asked: Asked, number: int | None) -> str:
    return "" if number is None else asked.wording.read(asked.scoring.feedback[number].html)


def _grouped(
    asked: Asked,
    interaction: Node,
    sets: Sequence[Mapping[str, str]],
    pairs: Sequence[tuple[str, str]],
) -> Found:
    _check_pairs(sets, pairs, interaction)
    groups = tuple(
        QuestionGroup(name, tuple(sets[0][left] for left, right in pairs if right == identifier))
        for identifier, name in sets[1].items()
    )
    said = asked.scoring.tried(
        {interaction.get("responseIdentifier"): _correct(asked, interaction)}
    )
    general = asked.scoring.tried({}).said & said.said
    question = _question(
        Kind.GROUPING,
        asked.stem(interaction),
        groups=groups,
        shuffled=interaction.get("shuffle") == "true",
    )
    return Found(question, general, general, said.score)


def _check_pairs(
    sets: Sequence[Mapping[str, str]], pairs: Sequence[tuple[str, str]], interaction: Node
) -> None:
    at = interaction.position
    if not pairs:
        raise UnreadableAt("no-right-answer", "it does not say what goes together", at)
    if any(left not in sets[0] or right not in sets[1] for left, right in pairs):
        raise UnreadableAt("no-choices", "its right pairs name what it does not offer", at)
    if len({left for left, _ in pairs}) < len(pairs):
        raise UnreadableAt(
            "unsupported", "several things go with several, which is not supported", at
        )


def _gap_match(asked: Asked, interaction: Node) -> Found:
    """Words to be put into gaps: each gap offers them all."""
    texts = {
        each.get("identifier"): _menu_words(asked, each) for each in interaction.all("gapText")
    }
    if interaction.find("gapImg") is not None:
        raise UnreadableAt("unsupported", "it puts pictures into gaps", interaction.position)
    right: dict[str, str] = {}
    for pair in _pairs(asked, interaction):
        word, gap = pair if pair[0] in texts else pair[::-1]
        right.setdefault(gap, word)
    gaps = [each for each in interaction.walk() if each.tag == "gap"]
    if not gaps or any(right.get(each.get("identifier")) not in texts for each in gaps):
        raise UnreadableAt("no-right-answer", "a gap has no right word", interaction.position)
    places = {gap.position: number for number, gap in enumerate(gaps, start=1)}
    asked.scoring.check(len(gaps) * len(texts))
    stem, _ = with_gaps(asked.wording.stem(html(asked.body, places, interaction.position)))
    question = _question(
        Kind.CLOZE,
        stem,
        gaps=tuple(
            Gap(
                options=tuple(
                    QuestionOption(text, name == right[gap.get("identifier")])
                    for name, text in texts.items()
                )
            )
            for gap in gaps
        ),
        shuffled=interaction.get("shuffle") == "true",
    )
    name = interaction.get("responseIdentifier")
    said = asked.scoring.tried({name: _correct(asked, interaction)})
    general = asked.scoring.tried({}).said & said.said
    return Found(question, general, general, said.score)


def _texts(asked: Asked, choices: Iterable[Node]) -> dict[str, str]:
    return {label.identifier: label.text for label in (_label(asked, each) for each in choices)}


def _correct(asked: Asked, interaction: Node) -> tuple[str, ...]:
    declared = asked.declared(interaction)
    mapping = declared.mapping or {}
    best = tuple(key for key, share in mapping.items() if share > 0)
    return declared.correct or asked.scoring.wanted(declared.identifier) or best


def _pairs(asked: Asked, interaction: Node) -> list[tuple[str, str]]:
    found = []
    for value in _correct(asked, interaction):
        left, _, right = " ".join(value.split()).partition(" ")
        found.append((left, right))
    return list(dict.fromkeys(found))


def _question(kind: Kind, stem: str, **fields: Any) -> Question:
    return Question(FactId(""), kind, stem, TopicId(""), **fields)


_READERS: Mapping[str, Callable[[Asked, Node], Found]] = {
    "choiceInteraction": _choice,
    "hottextInteraction": _hottext,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "gapMatchInteraction": _gap_match,
}
