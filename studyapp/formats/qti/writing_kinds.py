"""What each kind of question puts into an item."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from studyapp.core.bank import Kind, Question
from studyapp.core.dates import Date, date_text
from studyapp.core.questions import (
    Answer,
    Gap,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import (
    Duration,
    EntityRef,
    Quantity,
    Several,
    Text,
    bounds,
    value_text,
)
from studyapp.formats.qti.markup import Element, element
from studyapp.formats.qti.writing_answers import Said, Typed, typed
from studyapp.formats.qti.writing_rules import (
    RESPONSE,
    SCORE,
    assign,
    base,
    choose,
    declared,
    given_test,
    map_response,
    mapping,
    match_correct,
    outcome,
    variable,
    weighted,
)
from studyapp.formats.qti.writing_texts import Texts

FEEDBACK = "FEEDBACK"


class CannotHold(Exception):
    """The question cannot be written; the message says why."""


class Parts(Struct, frozen=True):
    """What stands in an item.

    ``rules`` say what a response is worth, where ``template`` does not name a standard way
    that says the same; ``telling`` are the rules for feedback.
    """

    body: tuple[Element, ...]
    responses: tuple[Element, ...] = ()
    outcomes: tuple[Element, ...] = ()
    rules: tuple[Element, ...] = ()
    template: str = ""
    telling: tuple[Element, ...] = ()
    said: tuple[Said, ...] = ()


def parts_of(question: Question, texts: Texts) -> Parts:
    """The parts of the item; raises CannotHold."""
    return _WRITERS[question.kind](question, texts)


def _choice(question: Question, texts: Texts) -> Parts:
    options = question.options
    if not options:
        raise CannotHold("it has no options")
    several = question.kind is Kind.MULTIPLE_CHOICE
    names = _choice_names(question)
    right = [name for name, option in zip(names, options, strict=True) if option.correct]
    shares = dict(zip(names, _shares(question), strict=True))
    one_right = not several and set(shares.values()) <= {0.0, 1.0} and len(right) == 1
    correct = right if several else right[:1]
    interaction = element(
        "choiceInteraction",
        texts.prompt(),
        *(
            element("simpleChoice", texts.words(option.text), identifier=name)
            for name, option in zip(names, options, strict=True)
        ),
        responseIdentifier=RESPONSE,
        shuffle=_shuffle(question.shuffled and question.kind is not Kind.TRUE_FALSE),
        maxChoices="0" if several else "1",
    )
    cardinality = "multiple" if several else "single"
    said = _said_of(options, names, FEEDBACK)
    return Parts(
        (*texts.picture(), interaction),
        (
            declared(
                RESPONSE,
                cardinality,
                "identifier",
                correct,
                None if one_right else mapping(shares),
            ),
        ),
        (outcome(FEEDBACK, "identifier", cardinality=cardinality),) if said else (),
        (match_correct(RESPONSE) if one_right else map_response(RESPONSE),),
        "match_correct" if one_right else "map_response",
        (assign(FEEDBACK, variable(RESPONSE)),) if said else (),
        said,
    )


def _choice_names(question: Question) -> list[str]:
    if question.kind is Kind.TRUE_FALSE and len(question.options) == 2:
        false_first = question.options[0].text.casefold() == "false"
        return ["false", "true"] if false_first else ["true", "false"]
    return [f"C{number}" for number in range(1, len(question.options) + 1)]


def _shares(question: Question) -> list[float]:
    """What each option is worth: without shares, right minus wrong where several are chosen."""
    right = sum(option.correct for option in question.options) or 1
    several = question.kind is Kind.MULTIPLE_CHOICE
    if several and all(option.share is None for option in question.options):
        return [(1 if option.correct else -1) / right for option in question.options]
    return [_worth(option) for option in question.options]


def _worth(option: QuestionOption) -> float:
    if option.share is not None:
        return option.share
    return 1.0 if option.correct else 0.0


def _said_of(
    options: Sequence[QuestionOption], names: Sequence[str], feedback: str
) -> tuple[Said, ...]:
    return tuple(
        Said(feedback, name, option.why)
        for name, option in zip(names, options, strict=True)
        if option.why
    )


def _typed(question: Question, texts: Texts) -> Parts:
    answers = question.answers or _answers_of(question, texts)
    if not answers:
        raise CannotHold("it has no answers")
    found = typed(answers, question.exact_case, RESPONSE, SCORE, FEEDBACK)
    entry = element("textEntryInteraction", responseIdentifier=RESPONSE)
    if question.kind is Kind.CLOZE:
        body = texts.with_gaps((entry,), blank=True)
    else:
        body = (*texts.paragraph(), element("p", entry))
    alone = found.mapped and not found.said
    return Parts(
        body,
        (found.response,),
        (outcome(FEEDBACK, "identifier"),) if found.said else (),
        found.rules,
        "map_response" if alone else "",
        said=found.said,
    )


def _answers_of(question: Question, texts: Texts) -> tuple[Answer, ...]:
    """The answers that stand for a value of our own."""
    match question.answer:
        case Text(text, also):
            return tuple(TextAnswer(each.replace("*", "\\*")) for each in (text, *also))
        case Quantity() | Duration() as value if bounds(value).high < float("inf"):
            limits = bounds(value)
            half = (limits.high - limits.low) / 2
            texts.lose("unit-lost", "the unit of the number to type is not asked for")
            return (NumberAnswer(limits.low + half, half),)
        case Date() as date:
            texts.lose("date-as-text", "the date to type is compared as a text")
            spellings = dict.fromkeys(filter(None, (date_text(date), date.words, date.edtf)))
            return tuple(TextAnswer(each.replace("*", "\\*")) for each in spellings)
        case Several() | EntityRef() | Quantity() | Duration():
            raise CannotHold("what is to be typed cannot be told as a text")
        case None:
            return ()


def _cloze(question: Question, texts: Texts) -> Parts:
    if not question.gaps:
        return _typed(question, texts)
    found = [
        _gap(gap, number, question, texts) for number, gap in enumerate(question.gaps, start=1)
    ]
    weights = [max(gap.weight, 0.0) for gap in question.gaps]
    if not any(weights):
        texts.lose("weights-lost", "its gaps count nothing; they are written as equals")
        weights = [1.0] * len(weights)
    names = [f"SCORE{number}" for number in range(1, len(found) + 1)]
    return Parts(
        texts.with_gaps(tuple(entry for entry, _ in found), blank=False),
        tuple(gap.response for _, gap in found),
        (
            *(outcome(name, "float", "0") for name in names),
            *(
                outcome(f"FEEDBACK{number}", "identifier")
                for number, (_, gap) in enumerate(found, start=1)
                if gap.said
            ),
        ),
        (
            *(rule for _, gap in found for rule in gap.rules),
            weighted(list(zip(names, weights, strict=True))),
        ),
        said=tuple(said for _, gap in found for said in gap.said),
    )


def _gap(gap: Gap, number: int, question: Question, texts: Texts) -> tuple[Element, Typed]:
    response, worth, feedback = f"GAP{number}", f"SCORE{number}", f"FEEDBACK{number}"
    if not gap.options:
        if not gap.answers:
            raise CannotHold(f"gap {number} has no answers")
        entry = element("textEntryInteraction", responseIdentifier=response)
        return entry, typed(gap.answers, gap.exact_case, response, worth, feedback)
    names = [f"C{place}" for place in range(1, len(gap.options) + 1)]
    right = [name for name, option in zip(names, gap.options, strict=True) if option.correct]
    shares = {name: _worth(option) for name, option in zip(names, gap.options, strict=True)}
    said = _said_of(gap.options, names, feedback)
    tell = (assign(feedback, variable(response)),) if said else ()
    menu = element(
        "inlineChoiceInteraction",
        *(
            element("inlineChoice", texts.menu_words(option.text), identifier=name)
            for name, option in zip(names, gap.options, strict=True)
        ),
        responseIdentifier=response,
        shuffle=_shuffle(question.shuffled),
    )
    written = declared(response, "single", "identifier", right[:1], mapping(shares))
    return menu, Typed(written, (map_response(response, worth), *tell), said, True)


def _matching(question: Question, texts: Texts) -> Parts:
    rights = dict.fromkeys([*(pair.right for pair in question.pairs), *question.extra])
    return _associated(question, texts, question.pairs, tuple(rights))


def _grouping(question: Question, texts: Texts) -> Parts:
    pairs = [
        QuestionPair(member, group.name) for group in question.groups for member in group.members
    ]
    names = tuple(dict.fromkeys(group.name for group in question.groups))
    return _associated(question, texts, pairs, names)


def _associated(
    question: Question, texts: Texts, pairs: Sequence[QuestionPair], rights: tuple[str, ...]
) -> Parts:
    """Things to be put to others; each right one counts the same."""
    if not pairs:
        raise CannotHold("it has nothing to match")
    names = {right: f"R{number}" for number, right in enumerate(rights, start=1)}
    correct = [f"L{number} {names[pair.right]}" for number, pair in enumerate(pairs, start=1)]
    said = tuple(
        Said(FEEDBACK, f"L{number}", pair.why)
        for number, pair in enumerate(pairs, start=1)
        if pair.why
    )
    interaction = element(
        "matchInteraction",
        texts.prompt(),
        _match_set({f"L{place}": pair.left for place, pair in enumerate(pairs, 1)}, "1", texts),
        _match_set({name: right for right, name in names.items()}, "0", texts),
        class_="grouping" if question.kind is Kind.GROUPING else "matching",
        responseIdentifier=RESPONSE,
        shuffle=_shuffle(question.shuffled),
        maxAssociations=str(len(pairs)),
    )
    tell = [base("identifier", each.value) for each in said]
    return Parts(
        (*texts.picture(), interaction),
        (
            declared(
                RESPONSE,
                "multiple",
                "directedPair",
                correct,
                mapping(dict.fromkeys(correct, 1 / len(correct))),
            ),
        ),
        (outcome(FEEDBACK, "identifier", cardinality="multiple"),) if said else (),
        (map_response(RESPONSE),),
        "map_response",
        (assign(FEEDBACK, element("multiple", *tell)),) if said else (),
        said,
    )


def _match_set(choices: Mapping[str, str], most: str, texts: Texts) -> Element:
    return element(
        "simpleMatchSet",
        *(
            element("simpleAssociableChoice", texts.words(text), identifier=name, matchMax=most)
            for name, text in choices.items()
        ),
    )


def _ordering(question: Question, texts: Texts) -> Parts:
    if not question.elements:
        raise CannotHold("it has nothing to put in order")
    names = [f"E{number}" for number in range(1, len(question.elements) + 1)]
    interaction = element(
        "orderInteraction",
        texts.prompt(),
        *(
            element("simpleChoice", texts.words(text), identifier=name)
            for name, text in zip(names, question.elements, strict=True)
        ),
        responseIdentifier=RESPONSE,
        shuffle="true",
    )
    texts.lose("all-or-nothing", "an order that is right in part counts nothing there")
    return Parts(
        (*texts.picture(), interaction),
        (declared(RESPONSE, "ordered", "identifier", names),),
        rules=(match_correct(RESPONSE),),
        template="match_correct",
    )


def _essay(_question: Question, texts: Texts) -> Parts:
    entry = element("extendedTextInteraction", texts.prompt(), responseIdentifier=RESPONSE)
    return Parts((*texts.picture(), entry), (declared(RESPONSE, "single", "string"),))


def _flashcard(question: Question, texts: Texts) -> Parts:
    """The front as an essay that is not scored, to which the back is said."""
    match question.answer:
        case None | EntityRef() | Several():
            raise CannotHold("its back cannot be told as a text")
        case answer:
            back = value_text(answer, {})
    texts.lose("flash-card", "a flash card becomes an essay; its back is what is said to it")
    essay = _essay(question, texts)
    tell = choose([(given_test(RESPONSE), [assign(FEEDBACK, base("identifier", "back"))])])
    return Parts(
        essay.body,
        essay.responses,
        (outcome(FEEDBACK, "identifier"),),
        telling=(tell,),
        said=(Said(FEEDBACK, "back", back),),
    )


def _description(_question: Question, texts: Texts) -> Parts:
    return Parts(texts.paragraph())


def _never_written(_question: Question, _texts: Texts) -> Parts:
    raise CannotHold("questions of this kind are made of facts, and not written by hand")


def _shuffle(shuffled: bool) -> str:
    return "true" if shuffled else "false"


_WRITERS: Mapping[Kind, Callable[[Question, Texts], Parts]] = {
    **dict.fromkeys(Kind, _never_written),
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choice,
    Kind.TRUE_FALSE: _choice,
    Kind.SHORT_ANSWER: _typed,
    Kind.QUANTITY: _typed,
    Kind.DATE: _typed,
    Kind.CLOZE: _cloze,
    Kind.MATCHING: _matching,
    Kind.GROUPING: _grouping,
    Kind.ORDERING: _ordering,
    Kind.ESSAY: _essay,
    Kind.FLASHCARD: _flashcard,
    Kind.DESCRIPTION: _description,
}
