"""Rules that hold an item's words against the bank: key, stem, statement, accepted answers."""

from collections.abc import Iterator, Mapping
from math import isclose

from studyapp.core.bank import Bank, Change, Fact, Kind, Question, Relation, Unstated
from studyapp.core.dates import Date
from studyapp.core.items import Accept, AcceptAnswers, AcceptDate, AcceptQuantity, AcceptText
from studyapp.core.lint.case import NOT_STATED, OF_SLOTS, TO_CHOOSE, TYPED, Case
from studyapp.core.lint.words import plain, stands_in
from studyapp.core.values import (
    Duration,
    EntityId,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    bounds,
    value_text,
)
from studyapp.core.wording import GAP, capitalised, facts_saying, lead, sentence, stated

# What an item of each kind has beside its stem and key.
_PARTS: Mapping[Kind, tuple[str, ...]] = {
    **dict.fromkeys(TO_CHOOSE, ("options",)),
    **dict.fromkeys(TYPED, ("accept",)),
    Kind.MATCHING: ("pairs", "rights"),
    Kind.ORDERING: ("elements", "before"),
    Kind.GROUPING: ("elements", "groups"),
    Kind.FIND_PASSAGE: ("spans",),
}

# The word by which the option of each relation between two statements is known.
_RELATIONS = {
    Relation.CONFLICT: "conflict",
    Relation.AGREE: "agree",
    Relation.DIFFERENT: "different",
}


def belongs_to_the_bank(case: Case) -> Iterator[str]:
    """Id, facts, topic and speaker are those of an entry of the bank. DESIGN.md section 6."""
    item, entry = case.item, case.entry
    if entry is None or item.bank != case.bank.id:
        yield "the bank has no such entry"
        return
    parts = item.id.split("/")
    if [*parts[:2], *parts[-2:-1]] != [case.bank.id, entry.id, item.kind.value]:
        yield f"the id does not name {entry.id} and {item.kind.value}"
    if any(fact not in case.bank.entries for fact in item.facts):
        yield "a fact is not in the bank"
    if item.topic != entry.topic:
        yield f"the topic is {entry.topic}, not {item.topic}"
    if case.fact is not None and item.kind in OF_SLOTS and case.slot is None:
        yield "the fact has no such slot"
    if item.speaker != _speaker(case):
        yield f"the speaker is {_speaker(case)}, not {item.speaker}"


def fields_of_the_kind(case: Case) -> Iterator[str]:
    """An item has the parts of its kind, and no others. DESIGN.md section 6."""
    item = case.item
    needed = _PARTS.get(item.kind, ())
    for name in sorted({name for names in _PARTS.values() for name in names}):
        if bool(getattr(item, name)) is not (name in needed):
            yield f"{item.kind.value} with {'no' if name in needed else 'its own'} {name}"


def key_is_true(case: Case) -> Iterator[str]:
    """The right options and the key read as the bank has them. DESIGN.md section 4."""
    expected = _expected(case)
    if expected is None:
        return
    if case.item.options:
        right = sorted(option.text for option in case.right)
        if right != sorted(expected):
            yield f"right is {' / '.join(expected)}, not {' / '.join(right)}"
    if case.item.key != _key(case, expected):
        yield f"the key is “{_key(case, expected)}”, not “{case.item.key}”"


def hedge_kept(case: Case) -> Iterator[str]:
    """Key, statement and what is accepted keep the hedge of the source. DESIGN.md section 4."""
    item = case.item
    if case.fact is None or case.slot is None:
        return
    hedge = _hedge(case.slot.value)
    texts = [item.statement]
    if item.kind is Kind.TRUE_FALSE:
        texts += [item.stem] if item.key == "True" else []
    elif item.kind is not Kind.MATCHING:
        texts += [item.key, *(option.text for option in case.right)]
    for text in texts:
        if hedge and not stands_in(hedge, text):
            yield f"“{text}” drops “{hedge}”"
    for other in case.fact.slots.values():
        kept = _hedge(other.value)
        if kept and not stands_in(kept, item.statement):
            yield f"the statement drops “{kept}”"


def stem_as_stated(case: Case) -> Iterator[str]:
    """The stem is the written question or the bank's own sentence, letter for letter.

    DESIGN.md section 3 (no stem is assembled from fragments).
    """
    if not all(part in case.item.stem for part in _parts_of_the_stem(case)):
        yield "the stem reads unlike the bank"
    if case.item.kind is Kind.TRUE_FALSE and case.fact is not None and not case.claimed:
        yield "more than one value of the statement is changed"


def statement_as_stated(case: Case) -> Iterator[str]:
    """The statement shown with the answer is what the bank says. DESIGN.md section 4."""
    match case.entry:
        case Fact() as fact:
            pairs = case.bank.comparisons.get(fact.id, ()) if _is_comparison(case) else ()
            expected = [stated(fact, case.bank)]
            expected = [pair.why for pair in pairs if pair.facts[1] in case.item.facts] or expected
            if case.of_statements and case.item.kind is Kind.MULTIPLE_CHOICE:
                right = (case.bank.facts.get(one) for one in case.item.facts)
                expected = [stated(one, case.bank) for one in right if one is not None]
        case Change(facts=facts):
            expected = [stated(case.bank.facts[fact], case.bank) for fact in facts]
        case Unstated(why=why) | Question(why=why):
            expected = [why]
        case None:
            return
    if " ".join(expected) != case.item.statement:
        yield f"the bank states: {' '.join(expected)}"


def accept_as_stated(case: Case) -> Iterator[str]:
    """A typed answer accepts what the bank's value allows, no more and no less. DESIGN.md."""
    found, due = case.item.accept, _due(case)
    if case.entry is None or (found is None and due is None):
        return
    if found is None or due is None:
        yield "what is accepted is missing" if due else "nothing is to be typed here"
    elif not _same_accept(found, due):
        yield f"the bank allows {due}"


def rivals_not_accepted(case: Case) -> Iterator[str]:
    """No name of another entity is both accepted and a rival. DESIGN.md section 4 (grading)."""
    if isinstance(case.item.accept, AcceptText):
        accepted = {plain(text) for text in case.item.accept.text}
        for rival in case.item.accept.rivals:
            if plain(rival) in accepted:
                yield f"“{rival}” is accepted and a rival"


def noted_flaw(case: Case) -> Iterator[str]:
    """What a note calls flawed is never scored. DESIGN.md section 4."""
    item = case.item
    places = [case.slot.evidence] if case.slot is not None else []
    places += [place for pair in item.pairs for place in pair.evidence]
    if item.kind is Kind.ORDERING:
        slots = (slot for fact in case.facts for slot in fact.slots.values())
        places += [slot.evidence for slot in slots if isinstance(slot.value, Date)]
    for place in places:
        for note in case.notes_on((place,)):
            same = note.evidence.source == place.source
            if same and note.evidence.span.overlaps(place.span):
                yield f"“{place.exact}” is noted as flawed: {note.note}"


def notes_shown(case: Case) -> Iterator[str]:
    """The notes on the item's passages come with it. DESIGN.md section 2 (note)."""
    notes = case.notes_on(case.item.evidence)
    due = {f"“{note.evidence.exact}”: {note.note}" for note in notes}
    for note in sorted(due ^ set(case.item.notes)):
        yield f"the note is {'missing' if note in due else 'that of another passage'}: {note}"


def correction_given(case: Case) -> Iterator[str]:
    """A false statement comes with the corrected one. DESIGN.md section 4 (true/false)."""
    if case.item.kind is Kind.TRUE_FALSE and case.item.key == "False" and case.slot is not None:
        for option in case.right:
            if not stands_in(case.truth, option.why) or not stands_in(
                case.truth, case.item.statement
            ):
                yield f"the correction “{case.truth}” is missing"


def key_explained(case: Case) -> Iterator[str]:
    """The why of a right option shows what makes it right. DESIGN.md section 4 (feedback)."""
    for option in case.right:
        shown = case.truth
        if case.of_statements:
            shown = option.text
        elif case.fact is not None and case.item.kind is Kind.WHO_SAYS:
            shown = sentence(case.fact, case.bank)
        elif isinstance(case.entry, Unstated):
            shown = case.entry.why
        if shown and not stands_in(shown, option.why) and case.item.kind is not Kind.CONFLICT:
            yield f"the why of “{option.text}” does not show “{shown}”"


def _expected(case: Case) -> list[str] | None:
    """What the right options read, or the key where there are none; None where unknown."""
    match case.entry:
        case Change(key=key):
            return [capitalised(key)]
        case Unstated():
            return [NOT_STATED]
        case Fact() as fact:
            return _expected_of_fact(case, fact)
        case Question() | None:
            return None


def _key(case: Case, expected: list[str]) -> str:
    """The right options in words: in the order shown, or as the bank puts the list."""
    if case.item.kind is Kind.MULTIPLE_CHOICE:
        return case.truth or " / ".join(option.text for option in case.right)
    return " / ".join(expected)


def _expected_of_fact(case: Case, fact: Fact) -> list[str] | None:
    kind, bank = case.item.kind, case.bank
    if case.of_statements:
        return _own_statements(case, fact)
    if kind is Kind.WHO_SAYS:
        if fact.speaker is None:
            return [f"{capitalised(bank.voice)}, in its own voice"]
        return [capitalised(bank.entities[fact.speaker].name)]
    if kind is Kind.CONFLICT:
        due = [one for one in bank.comparisons.get(fact.id, ()) if one.facts == case.item.facts]
        words = [_RELATIONS[one.relation] for one in due]
        texts = [option.text for option in case.item.options]
        return [text for text in texts if any(word in text for word in words)] if due else None
    if case.slot is None:
        return None
    if kind is Kind.TRUE_FALSE:
        return [str(case.claimed == case.truth)] if case.claimed else None
    if kind is Kind.MULTIPLE_CHOICE and isinstance(case.slot.value, Several):
        members = case.slot.value.members
        return [capitalised(value_text(member, bank.entities)) for member in members]
    return None if kind is Kind.MATCHING else [case.truth]


def _speaker(case: Case) -> EntityId | None:
    """Whose words the item asks for, where they are those of one speaker."""
    match case.entry:
        case Change():
            return case.facts[0].speaker if case.facts else None
        case Fact(speaker=speaker) if case.of_statements or len(case.item.facts) == 1:
            return speaker
        case _:
            return None


def _own_statements(case: Case, fact: Fact) -> list[str]:
    """Of the statements shown, those that the fact's speaker makes; the fact's own at least."""
    shown = [option.text for option in case.item.options]
    own = [
        text
        for text in shown
        if any(
            case.bank.facts[said].speaker == fact.speaker
            for said in facts_saying(case.bank).get(text, ())
        )
    ]
    asked = sentence(fact, case.bank)
    return own if asked in own else [asked, *own]


def _is_comparison(case: Case) -> bool:
    return case.item.kind is Kind.CONFLICT


def _hedge(value: Value) -> str:
    return value.hedge if isinstance(value, Quantity | Duration) else ""


def _parts_of_the_stem(case: Case) -> list[str]:
    """What must stand in the stem; nothing where other rules see to it."""
    kind, bank = case.item.kind, case.bank
    match case.entry:
        case Change(asks=asks) | Unstated(asks=asks) | Question(stem=asks):
            return [asks]
        case Fact() as fact if kind is Kind.WHO_SAYS:
            return [f"“{sentence(fact, bank)}”"]
        case Fact() if kind in (Kind.FIND_PASSAGE, Kind.CONFLICT):
            return [stated(one, bank) for one in case.facts]
        case Fact() as fact if case.slot is not None and kind is not Kind.MATCHING:
            if kind is Kind.TRUE_FALSE:
                return []
            if case.slot.ask and kind is not Kind.CLOZE:
                return [case.slot.ask]
            gapped = sentence(fact, bank, blank=case.slot.name, gap=f"{GAP}\n")
            return f"{lead(fact, bank)} {gapped}".split("\n")
        case _:
            return []


def _due(case: Case) -> Accept | None:
    """What is to be accepted where something is to be typed; None where nothing is."""
    if case.item.kind not in TYPED:
        return None
    value = case.slot.value if case.slot is not None else None
    if isinstance(case.entry, Question):
        if case.entry.answers:
            return AcceptAnswers(case.entry.answers, case.entry.exact_case)
        value = case.entry.answer
    return _accepted(value, case.bank) if value is not None else None


def _accepted(value: Value, bank: Bank) -> Accept:
    match value:
        case EntityRef(entity):
            found = bank.entities[entity]
            same = [*found.stands_for, *bank.bynames.get(entity, ())]
            names = [*found.names, *(name for one in same for name in bank.entities[one].names)]
            return AcceptText(tuple(dict.fromkeys(names)))
        case Text(text, also):
            return AcceptText((text, *also))
        case Several():
            return AcceptText((value_text(value, bank.entities),))
        case Quantity() | Duration():
            ends = bounds(value)
            return AcceptQuantity(
                ends.low, ends.high, value.unit, (value.low, value.high), value.hedge
            )
        case Date():
            return AcceptDate(value.edtf, value.inferred)


def _same_accept(found: Accept, expected: Accept) -> bool:
    match found, expected:
        case AcceptText(texts), AcceptText(right):
            return set(texts) == set(right) and texts[:1] == right[:1]
        case AcceptQuantity(), AcceptQuantity():
            return (found.unit, found.printed, found.hedge) == (
                expected.unit,
                expected.printed,
                expected.hedge,
            ) and all(
                isclose(one, other)
                for one, other in ((found.low, expected.low), (found.high, expected.high))
            )
        case _:
            return found == expected
