"""Rules about options beside each other: apart in meaning, alike in form, in an order."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, islice, pairwise

from studyapp.core.bank import Kind
from studyapp.core.dates import Date
from studyapp.core.grading.units import convert, units_named
from studyapp.core.lint.case import NOT_STATED, TO_CHOOSE, Case
from studyapp.core.lint.words import named, plain, shared, telling_words
from studyapp.core.values import (
    Bounds,
    Duration,
    EntityRef,
    Quantity,
    Text,
    Value,
    bounds,
    clash,
    days,
    nested,
)

_FEWEST = 3
# So many options are each held against each other; nobody reads a choice among more.
_MOST_COMPARED = 200
_TRUE_OR_FALSE = ["True", "False"]
# How many times the length of the longest wrong option a conspicuous key has, and by how
# many letters it is longer at least: "forty" beside "ten" tells nothing.
_MUCH_LONGER, _BY_LETTERS = 1.6, 14
_LONGER, _BY_SOME_LETTERS = 1.25, 6
_FIXED_ORDER = frozenset([Kind.TRUE_FALSE, Kind.CONFLICT])
_OF_THE_ABOVE = re.compile(
    r"\b(?:all|none|any|both|neither|each|some|one) of (?:the |these |those |them\b)?"
    r"(?:above|below|options|answers|others|choices|preceding|following|other)\b"
    r"|\b(?:all|none|both|neither) of (?:these|those|them)\b(?! \w)"
    r"|^(?:all|none|both|neither|everything|nothing)(?: of (?:them|these|those))?\.?$"
    r"|\b(?:both|neither) [a-d1-4] (?:and|n?or) [a-d1-4]\b"
    r"|\bno(?:ne)? (?:correct|right) (?:answer|option)|\b(?:all|none) (?:is|are) (?:right|correct)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|only|every|everybody|everyone|everything|nobody|nothing|"
    r"completely|entirely|totally|impossible|invariably)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:the|an?) ", re.IGNORECASE)

_WORD = re.compile(r"[\w.]+(?:['’-]\w+)*")
_LONGEST_NAME = 8  # words


def keys(case: Case) -> Iterator[str]:
    """One right option, or where several are asked for at least one right and one wrong.

    A hand-written choice of one may have several where its author says what each is worth.
    Haladyna, Downing & Rodriguez 2002 (one and only one right answer).
    """
    if case.item.kind not in TO_CHOOSE:
        return
    if case.item.kind is Kind.MULTIPLE_CHOICE:
        if not case.right or not case.wrong:
            yield "a multiple choice has something right and something wrong"
    elif len(case.right) != 1 and not (case.right and all(each.share for each in case.right)):
        yield f"{len(case.right)} options are right; it takes exactly one"


def enough_options(case: Case) -> Iterator[str]:
    """Three options or more; true or false has two. Rodriguez 2005 (three are best)."""
    if case.item.kind not in TO_CHOOSE:
        return
    count = len(case.item.options)
    if case.item.kind is Kind.TRUE_FALSE:
        if count != len(_TRUE_OR_FALSE):
            yield f"{count} options where there are true and false"
        elif [option.text for option in case.item.options] != _TRUE_OR_FALSE and case.fact:
            yield "the options are not True and False, in this order"
    elif count < _FEWEST:
        yield f"{count} options where a guess needs at least {_FEWEST} to choose from"
    texts = [option.text for option in case.item.options]
    if case.item.kind is Kind.NOT_STATED and NOT_STATED not in texts:
        yield f"“{NOT_STATED}” is not among the options"


def distinct_options(case: Case) -> Iterator[str]:
    """No two options read alike but for case, spaces, articles and marks. DESIGN.md section 4."""
    for texts in (tuple(option.text for option in case.item.options), case.item.rights):
        seen: dict[str, str] = {}
        for text in texts:
            alike = plain(text) if case.on_a_text else text
            if alike in seen:
                yield f"“{seen[alike]}” stands twice"
            seen.setdefault(alike, text)


def one_name_each(case: Case) -> Iterator[str]:
    """No two options name one entity. DESIGN.md section 4 (aliases)."""
    for (left, one), (right, other) in _entity_pairs(case):
        if one == other and plain(left) != plain(right):
            yield f"“{left}” and “{right}” are one: {case.bank.entities[one.entity].name}"


def nested_entities(case: Case) -> Iterator[str]:
    """No option contains another, lies within it or stands for it. DESIGN.md section 4."""
    for (left, one), (right, other) in _entity_pairs(case):
        if one != other and nested(one.entity, other.entity, case.bank.entities):
            yield f"“{left}” and “{right}” contain or stand for each other"


def kept_apart(case: Case) -> Iterator[str]:
    """No two options of a pair that the bank keeps apart. DESIGN.md section 4 (one actor)."""
    for (left, one), (right, other) in _entity_pairs(case):
        if frozenset((one.entity, other.entity)) in case.bank.apart:
            yield f"the bank keeps “{left}” and “{right}” apart"


def overlapping_dates(case: Case) -> Iterator[str]:
    """No date lies within another or overlaps it (autumn and October). DESIGN.md section 4."""
    for (left, one), (right, other) in _value_pairs(case):
        if isinstance(one, Date) and isinstance(other, Date) and one.overlaps(other):
            yield f"“{left}” and “{right}” overlap"


def overlapping_quantities(case: Case) -> Iterator[str]:
    """No two amounts can both be right, hedges and units considered. DESIGN.md section 4."""
    for (left, one), (right, other) in _value_pairs(case):
        if not isinstance(one, Quantity | Duration) or type(one) is not type(other):
            continue
        assert isinstance(other, Quantity | Duration), "of the type of the first"
        if not clash(one, other, case.bank.entities) and _may_both_hold(one, other):
            yield f"“{left}” and “{right}” overlap"


def same_form(case: Case) -> Iterator[str]:
    """Options share type, unit, number format, capitals and full stops.

    Haladyna, Downing & Rodriguez 2002 (options parallel in form); NBME (grammatical cues).
    """
    options = case.item.options
    key = case.slot.value if case.slot and case.item.kind not in _FIXED_ORDER else None
    forms = {_form(value) for value in case.values if _is_ordered(value)}
    if isinstance(key, Quantity | Duration | Date):
        for option, value in zip(options, case.values, strict=True):
            if not _is_ordered(value) and option.text != NOT_STATED:
                yield f"“{option.text}” is no {key.__class__.__name__.lower()} like the others"
    if len(forms) > 1:
        described = "; ".join(sorted(" ".join(form) for form in forms))
        yield f"the options differ in unit or format: {described}"
    for name, look in (("capital", _starts_small), ("full stop", _ends_with_stop)):
        if len({look(option.text) for option in options}) > 1:
            yield f"some options have a {name} and some have none"


def same_hedge(case: Case) -> Iterator[str]:
    """The key's hedge ("nearly") is not the only one of its kind. NBME (convergence)."""
    hedges = [
        (option.correct, value.hedge)
        for option, value in zip(case.item.options, case.values, strict=True)
        if isinstance(value, Quantity | Duration)
    ]
    of_keys = {hedge for correct, hedge in hedges if correct}
    of_others = {hedge for correct, hedge in hedges if not correct}
    if of_others and not of_keys & of_others:
        yield f"only the key says “{', '.join(of_keys)}”"


def in_order(case: Case) -> Iterator[str]:
    """Numbers and dates ascend. Haladyna, Downing & Rodriguez 2002 (logical order)."""
    texts = [option.text for option in case.item.options]
    values = list(case.values)
    if case.item.kind is Kind.MATCHING:
        texts = list(case.item.rights)
        values = [case.value_of(text) for text in texts]
    shown = [(text, value) for text, value in zip(texts, values, strict=True) if text != NOT_STATED]
    if len(shown) > 1 and all(_is_ordered(value) for _, value in shown):
        for (left, one), (right, other) in pairwise(shown):
            if _rank(one) > _rank(other):
                yield f"“{left}” stands before “{right}”"


def key_much_longer(case: Case) -> Iterator[str]:
    """The key is not conspicuously the longest option. NBME (long correct answer)."""
    for key, longest in _lengths(case):
        if key >= _MUCH_LONGER * longest and key - longest >= _BY_LETTERS:
            yield f"the key has {key} letters, the longest wrong option {longest}"


def key_longest(case: Case) -> Iterator[str]:
    """The key is rarely the longest option. Tarrant 2006 (longest option is right)."""
    for key, longest in _lengths(case):
        if key >= _LONGER * longest and key - longest >= _BY_SOME_LETTERS:
            yield f"the key has {key} letters, the longest wrong option {longest}"


def of_the_above(case: Case) -> Iterator[str]:
    """No "all (none, both) of the above". Haladyna, Downing & Rodriguez 2002; Tarrant 2006."""
    for option in case.item.options:
        if _OF_THE_ABOVE.search(option.text):
            yield f"“{option.text}” refers to the other options"


def absolute_words(case: Case) -> Iterator[str]:
    """No "always" or "never" in wrong options alone. NBME; Tarrant 2006 (absolute terms)."""
    if case.of_statements or any(_ABSOLUTE.search(one.text) for one in case.right):
        return
    for option in case.wrong:
        found = _ABSOLUTE.search(option.text)
        if found:
            yield f"“{found.group()}” stands in a wrong option only: “{option.text}”"


def odd_opening(case: Case) -> Iterator[str]:
    """The key alone begins, or alone does not begin, with an article. NBME (grammatical cues)."""
    if not _in_free_words(case) or case.of_statements:
        return
    wrong = {bool(_OPENING.match(option.text)) for option in case.wrong}
    if wrong and bool(_OPENING.match(case.right[0].text)) not in wrong:
        yield f"“{case.right[0].text}” begins unlike all wrong options"


def clang(case: Case) -> Iterator[str]:
    """Stem and key share no word that the wrong options lack. NBME; Tarrant 2006 (word repeats)."""
    if case.item.kind in _FIXED_ORDER:
        return
    elsewhere = shared([case.bank.voice, *(option.text for option in case.wrong)])
    for option in case.right:
        if option.text == NOT_STATED:
            continue
        stem = _without_names_of_others(case.item.stem, option.text, case)
        echoed = (telling_words(option.text) & telling_words(stem)) - elsewhere
        if echoed:
            yield f"the stem repeats of the key alone: {', '.join(sorted(echoed))}"


def _without_names_of_others(stem: str, key: str, case: Case) -> str:
    """The stem without the names of entities that the key does not name.

    "North Korea" in the stem says nothing of a key that speaks of South Korea.
    """
    words = list(_WORD.finditer(stem))
    for first, start in enumerate(words):
        for end in words[first : first + _LONGEST_NAME]:
            name = stem[start.start() : end.end()]
            owners = case.bank.entities_named.get(name.casefold().removeprefix("the "), ())
            if owners and not any(named(case.bank.entities[owner], key) for owner in owners):
                stem = stem.replace(name, " " * len(name))
    return stem


def _entity_pairs(
    case: Case,
) -> Iterator[tuple[tuple[str, EntityRef], tuple[str, EntityRef]]]:
    entities = [(text, value) for text, value in _valued(case) if isinstance(value, EntityRef)]
    yield from combinations(entities, 2)


def _value_pairs(case: Case) -> Iterable[tuple[tuple[str, Value], tuple[str, Value]]]:
    return combinations(_valued(case), 2)


def _valued(case: Case) -> list[tuple[str, Value]]:
    """The options that have a value, as far as they are compared."""
    valued = (
        (option.text, value)
        for option, value in zip(case.item.options, case.values, strict=True)
        if value is not None
    )
    return list(islice(valued, _MOST_COMPARED))


def _is_ordered(value: Value | None) -> bool:
    return isinstance(value, Quantity | Duration | Date)


def _may_both_hold(left: Quantity | Duration, right: Quantity | Duration) -> bool:
    """Whether the amounts overlap once they are brought to one unit, if that can be done."""
    if left.unit == right.unit or isinstance(left, Duration):
        return True
    for one in units_named(left.unit):
        for other in units_named(right.unit):
            if one.dimension == other.dimension:
                allowed = bounds(right)
                ends = (convert(end, other, one) for end in (allowed.low, allowed.high))
                return bounds(left).overlaps(Bounds(*ends))
    return False


def _form(value: Value | None) -> tuple[str, ...]:
    match value:
        case Date():
            return "date", value.precision.value, "inferred" if value.inferred else ""
        case Quantity() | Duration():
            return (
                value.__class__.__name__.lower(),
                value.unit,
                "range" if value.low < value.high else "",
                "worded" if value.words else "",
                "hedged" if value.hedge else "",
            )
        case _:
            return ()


def _rank(value: Value | None) -> float:
    match value:
        case Quantity():
            return bounds(value).low
        case Duration():
            return days(value).low
        case Date():
            return value.first.toordinal()
        case _:
            return 0.0


def _lengths(case: Case) -> Iterator[tuple[int, int]]:
    """The letters of the key and of the longest wrong option, where there is one key."""
    if _in_free_words(case):
        yield len(case.right[0].text), max(len(option.text) for option in case.wrong)


def _in_free_words(case: Case) -> bool:
    """Whether somebody chose the words of the one key: names and numbers are as they are."""
    kind = case.item.kind
    if kind in _FIXED_ORDER or kind is Kind.WHO_SAYS or len(case.right) != 1 or not case.wrong:
        return False
    if case.slot is not None:
        return isinstance(case.slot.value, Text)
    return None in case.values and case.right[0].text != NOT_STATED


def _starts_small(text: str) -> bool:
    return text[:1].islower()


def _ends_with_stop(text: str) -> bool:
    return text.endswith(".") and not re.search(r"\b[A-Z]\.$", text)
