"""Whether a whole sentence is what the source says, and in whose voice."""

from collections.abc import Iterator

from studyapp.core.bank import Fact, Relation, Slot
from studyapp.core.items import Item
from studyapp.core.solver.index import Index, Sought, fold, normal, sought_in
from studyapp.core.solver.judging import akin, same, stands
from studyapp.core.solver.solution import Standing, joined
from studyapp.core.values import EntityId
from studyapp.core.wording import lead, sentence

# Who says something: an entity, or None for the source's own voice.
Voice = EntityId | None

_BLANK = "\0"

_REPORTS = frozenset(
    "say says said claim claims claimed report reports reported reject rejects rejected deny "
    "denies denied confirm confirms confirmed acknowledge acknowledged admit admits admitted "
    "announce announced emphasize emphasized tell told describe describes described".split()
)


def statement_of(item: Item, index: Index) -> str:
    """The statement that a stem puts up, after the question about it if there is one."""
    stem = normal(item.stem)
    rest = stem.partition("? ")[2]
    return stem if stem in index.statements or not rest else rest


def truth(statement: str, index: Index) -> tuple[Standing, tuple[Fact, ...]]:
    """Whether a statement with its speaker is so, and by which facts."""
    exact = index.statements.get(normal(statement), ())
    if exact:
        return Standing.RIGHT, exact
    fits = [
        (words, slot, fact)
        for fact in index.framed(statement)
        for slot, words in _filled(statement, fact, index, with_lead=True)
    ]
    # "relied on {means}" also fits "relied on aircraft because …": the closest sentence decides.
    least = min((len(words) for words, _, _ in fits), default=0)
    closest = [fit for fit in fits if len(fit[0]) == least]
    standing = joined(_stands_filled(words, slot, fact, index) for words, slot, fact in closest)
    return standing, tuple(fact for _, _, fact in closest)


def voice_named(text: str, index: Index) -> tuple[Voice, ...]:
    """Who is meant by a name or by "the article, in its own voice"."""
    named = index.names.get(fold(text), ())
    if named:
        return named
    voice = normal(index.bank.voice)
    return (None,) if normal(text) in (voice, f"{voice}, in its own voice") else ()


def attributed(text: str, voice: Voice, index: Index) -> Standing:
    """Whether the source attributes the sentence to the voice."""
    facts = index.sentences.get(normal(text), ())
    if facts:
        return said_by(facts, voice, index)
    claims = index.bank.claims.get(voice, ()) if voice is not None else ()
    fits = [
        _stands_filled(words, slot, index.bank.facts[fact], index)
        for fact in claims
        for slot, words in _filled(text, index.bank.facts[fact], index, with_lead=False)
    ]
    return Standing.WRONG if joined(fits) is Standing.WRONG else Standing.OPEN


def said_by(facts: tuple[Fact, ...], voice: Voice, index: Index) -> Standing:
    """Whether the voice makes a statement that is the sentence of these facts."""
    speakers = {fact.speaker for fact in facts}
    if voice in speakers:
        return Standing.RIGHT
    if voice is None:
        return Standing.WRONG
    if any(speaker and akin(voice, speaker, index) for speaker in speakers):
        return Standing.OPEN
    for fact in facts:
        if _agreed_with(fact, voice, index) or _reported(fact, voice, index):
            return Standing.OPEN
    return Standing.WRONG


def _agreed_with(fact: Fact, voice: Voice, index: Index) -> bool:
    """Whether another statement of the voice says as much: they agree and its values are these."""
    others = (
        index.bank.facts[other]
        for pair in index.compared.get(fact.id, ())
        if pair.relation is Relation.AGREE
        for other in pair.facts
    )
    return any(other.speaker == voice and _holds_values(other, fact) for other in others)


def _holds_values(fact: Fact, of: Fact) -> bool:
    return all(
        any(same(mine.value, slot.value) for mine in fact.slots.values())
        for slot in of.slots.values()
    )


def _reported(fact: Fact, voice: EntityId, index: Index) -> bool:
    """Whether the source's own sentence tells what the voice says: both may be named."""
    if fact.speaker is not None:
        return False
    says = f" {fold(sentence(fact, index.bank))} "
    after = [
        says.partition(f" {fold(name)} ")[2].split() for name in index.bank.entities[voice].names
    ]
    return any(not _REPORTS.isdisjoint(words[:1]) for words in after)


def _filled(
    statement: str, fact: Fact, index: Index, *, with_lead: bool
) -> Iterator[tuple[Slot, str]]:
    """Each slot that makes the fact's sentence the statement when other words fill it."""
    shown = normal(statement)
    for slot in fact.slots.values():
        frame = sentence(fact, index.bank, blank=slot.name, gap=_BLANK)
        frame = normal(f"{lead(fact, index.bank)} {frame}" if with_lead else frame)
        gaps = frame.count(_BLANK)
        length, left_over = divmod(len(shown) - len(frame) + gaps, gaps or 1)
        start = frame.find(_BLANK)
        words = shown[start : start + length]
        if gaps and length > 0 and not left_over and frame.replace(_BLANK, words) == shown:
            yield slot, words


def _stands_filled(words: str, slot: Slot, fact: Fact, index: Index) -> Standing:
    sought: Sought = sought_in(fact, slot)
    return stands(words, (sought,), index)
