"""Rules about the words of a stem: who says so, when, and what it must not give away."""

import re
from collections.abc import Iterator, Mapping

from studyapp.core.bank import Kind, Slot
from studyapp.core.dates import Date, date_text
from studyapp.core.items import AcceptText
from studyapp.core.lint.case import OF_SLOTS, Case
from studyapp.core.lint.words import named, plain, stands_in
from studyapp.core.values import (
    Duration,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    number_text,
    value_text,
)
from studyapp.core.wording import GAP

# What opens a part that is not the stem's own words, and what closes it.
_QUOTES = {"“": "”", '"': '"', "(": ")"}
_OPENED = re.compile(r"[“\"(]")
# Never goes back, so that it takes time linear in the stem.
_SENTENCE = re.compile(r"([^.?!;:\n]*+)([.?!;:\n]|\Z)")
_NEGATIVE = re.compile(r"\b(?:not|never|except|cannot|neither)\b|n[’']t\b")
_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|nowadays|currently|recently|presently|at present"
    r"|(?:last|next|this|the previous|the following|the next)"
    r" (?:day|night|week|weekend|month|year|spring|summer|autumn|fall|winter|decade|century)"
    r"|(?:\w+) (?:days?|weeks?|months?|years?|decades?) (?:later|earlier|ago)"
    r"|(?:the )?(?:day|week|month|year) (?:before|after) (?:last|next|that))\b"
    r"|(?:\A|(?<=[:.“] ))(?:later|earlier|afterwards|then|meanwhile|soon after)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{4}|\b(?:article|report|text|source|writing)\b")
_SLIPS = (
    (re.compile(r"  |\t"), "two spaces"),
    (re.compile(r" [,;:?!)](?!\w)| \.(?![\d.])"), "a space before a mark"),
    (re.compile(r",,|;;|(?<!\.)\.\.(?!\.)|,\.|\?\?|\{|\}"), "a mark too many"),
    (re.compile(r"\b(?!had\b|that\b)([a-z]+) \1\b", re.IGNORECASE), "a word twice"),
    (re.compile(r"\ba (?!one\b|once\b|eu|uni|us)[aeio][a-z]"), "“a” before a vowel"),
    (re.compile(r"\ban (?!hou|hone|heir)[b-df-hj-np-tv-z][a-z]"), "“an” before a consonant"),
)
_GAP_MARK = re.compile(r"\{[0-9]+\}")
_ENDS = re.compile(r"[.?!…][”\"')]*\Z")
_ARTICLE_BEFORE_GAP = re.compile(rf"\ban? {GAP}", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
# So many letters of a text are shown before and after what is wrong with it.
_SHOWN = 100
# A shorter answer ("two") stands in many a stem by chance.
_SHORTEST_TELLING = 4
# A word by which the stem of each kind says what to do.
_WANTED: Mapping[Kind, str] = {
    Kind.MULTIPLE_CHOICE: " all ",
    Kind.TRUE_FALSE: "true or false",
    Kind.MATCHING: "gap",
    Kind.ORDERING: "order",
    Kind.GROUPING: "whose",
    Kind.WHO_SAYS: "whose",
    Kind.WHAT_SAID: "statements",
    Kind.CONFLICT: "statements",
    Kind.FIND_PASSAGE: "sentence",
}
# Kinds in which the speaker is what is asked.
_ASK_THE_SPEAKER = frozenset([Kind.WHO_SAYS, Kind.GROUPING])


def speaker_named(case: Case) -> Iterator[str]:
    """A claim is shown with its speaker, by one of its names. DESIGN.md section 4."""
    item = case.item
    if item.kind in _ASK_THE_SPEAKER:
        return
    shown = {fact.id: item.stem for fact in case.facts}
    shown |= {pair.fact: pair.left for pair in item.pairs}
    shown |= {element.fact: element.text for element in item.elements}
    for fact in case.facts:
        if fact.speaker is not None and fact.id in shown:
            entity = case.bank.entities[fact.speaker]
            if not named(entity, shown[fact.id]):
                yield f"the claim of {entity.name} is shown without its speaker"


def rival_values(case: Case) -> Iterator[str]:
    """Without a speaker in the stem, a rival speaker's value is no wrong option. DESIGN.md."""
    fact = case.fact
    if fact is None or fact.speaker is not None or case.slot is None:
        return
    rivals = [case.bank.facts[rival] for rival in case.bank.rivals.get(fact.id, ())]
    claims = [rival for rival in rivals if rival.speaker is not None]
    texts = {plain(option.text) for option in case.wrong} | {plain(case.claimed)}
    for rival in claims:
        for slot in rival.slots.values():
            said = value_text(slot.value, case.bank.entities)
            if plain(said) in texts and plain(said) != plain(case.truth):
                yield f"“{said}” is what {rival.speaker} says; the stem names no speaker"
    for option in case.wrong:
        if option.fact in {claim.id for claim in claims} and case.item.kind in OF_SLOTS:
            yield f"“{option.text}” comes from the rival claim {option.fact}"


def answer_in_stem(case: Case) -> Iterator[str]:
    """The stem does not hold its own answer, by any of its names. NBME; Tarrant 2006."""
    item = case.item
    if item.kind in (Kind.TRUE_FALSE, Kind.CONFLICT, Kind.FIND_PASSAGE):
        return
    sought: list[str] = []
    if case.slot is not None and item.kind is not Kind.MATCHING:
        sought += _names(case.slot.value, case)
    elif not case.of_statements:
        sought += [option.text for option in case.right]
    if isinstance(item.accept, AcceptText):
        sought += item.accept.text
    if case.by_hand:
        sought = [text for text in sought if len(plain(text)) >= _SHORTEST_TELLING]
    if case.item.kind is Kind.WHO_SAYS and case.fact is not None and case.fact.speaker:
        sought += case.bank.entities[case.fact.speaker].names
    for words in dict.fromkeys(sought):
        if stands_in(words, item.stem):
            yield f"the stem holds the answer “{words}”"
            return


def unmarked_negative(case: Case) -> Iterator[str]:
    """A question is not negative unless that is marked (NOT); claims may deny.

    Haladyna, Downing & Rodriguez 2002; Tarrant 2006 (negative stems).
    """
    if case.item.kind is Kind.TRUE_FALSE or (case.fact is not None and case.fact.speaker):
        return
    for sentence, stop in _SENTENCE.findall(_without_quotes(case.item.stem)):
        found = _NEGATIVE.search(sentence) if stop == "?" else None
        if found:
            yield f"“{found.group()}” stands unmarked in the question"


def relative_date(case: Case) -> Iterator[str]:
    """No "today" or "last month" without its anchor. DESIGN.md section 4.

    A question written by hand that is about no text may ask for such words.
    """
    for text in case.shown_texts() if case.on_a_text else ():
        for found in _RELATIVE.finditer(text):
            if not _anchored(text, found):
                around = text[max(found.start() - _SHOWN, 0) : found.end() + _SHOWN]
                yield f"“{found.group()}” has no anchor in “{around}”"


def gap(case: Case) -> Iterator[str]:
    """A cloze and the left side of a match have one gap each. DESIGN.md section 4."""
    texts = [case.item.stem] if case.item.kind is Kind.CLOZE else []
    texts += [pair.left for pair in case.item.pairs]
    for text in texts:
        if text.count(GAP) != 1:
            yield f"{text.count(GAP)} gaps in “{text}”"


def article_before_gap(case: Case) -> Iterator[str]:
    """No "a" or "an" before a gap tells how the answer begins. NBME (grammatical cues)."""
    texts = [case.item.stem, *(pair.left for pair in case.item.pairs)]
    for text in texts:
        found = _ARTICLE_BEFORE_GAP.search(text)
        answers = [option.text for option in case.item.options] or [case.truth]
        starts = {bool(_VOWEL.match(answer)) for answer in answers}
        if found and (len(starts) > 1 or not case.item.options):
            yield f"“{found.group()}” tells how the answer begins"


def inferred_year_shown(case: Case) -> Iterator[str]:
    """A year that the source does not print is never shown as if it did. DESIGN.md section 3."""
    item = case.item
    slot = case.slot
    if slot is not None and isinstance(slot.value, Date) and slot.value.inferred:
        told = "inferred" in item.stem or f"[{slot.value.first.year}]" in item.stem
        if item.kind in OF_SLOTS and item.kind is not Kind.TRUE_FALSE and not told:
            yield "the stem hides that the year of its answer is inferred"
    shown = [*case.shown_texts(), item.key, item.statement]
    for other in _inferred(case):
        plainly = date_text(Date(other.edtf, other.precision, other.first, other.last))
        if any(_printed(plainly, text) for text in shown):
            yield f"“{plainly}” is shown as if the source printed its year"


def _printed(plainly: str, text: str) -> bool:
    """Whether the text has the date with a year out of brackets."""
    return re.search(rf"(?<![\w\[]){re.escape(plainly)}(?![\w\]])", text, re.IGNORECASE) is not None


def says_what_to_do(case: Case) -> Iterator[str]:
    """The stem tells what is wanted of the learner. NBME (clear lead-in)."""
    word = _WANTED.get(case.item.kind)
    if word and word not in case.item.stem.casefold():
        yield f"the stem of such an item has “{word}”"


def slips(case: Case) -> Iterator[str]:
    """No slip of the pen that is cheap to see. NBME (technical item flaws).

    What is about no text may be in another language, which has other rules.
    """
    if not case.on_a_text:
        return
    for text in case.shown_texts():
        shown = _GAP_MARK.sub(GAP, text) if case.item.gaps else text
        for pattern, what in _SLIPS:
            found = pattern.search(shown)
            if found:
                yield f"{what}: “{shown[max(found.start() - 10, 0) : found.end() + 10]}”"
    stem = _GAP_MARK.sub(GAP, case.item.stem)
    ends = (GAP, ":") if case.by_hand else (GAP,)
    is_front = case.by_hand and case.item.kind is Kind.FLASHCARD
    if not (_ENDS.search(stem) or stem.endswith(ends) or is_front):
        yield "the stem ends without a full stop or question mark"


def _names(value: Value, case: Case) -> list[str]:
    match value:
        case EntityRef(entity):
            return [*case.bank.entities[entity].names]
        case Text(text, also):
            return [text, *also]
        case Several(members):
            return [name for member in members for name in _names(member, case)]
        case Quantity() | Duration():
            number = number_text(value.low, value.high)
            return [case.truth, f"{number} {value.unit}".strip(), *_long(number)]
        case Date():
            return [case.truth]


def _long(number: str) -> list[str]:
    """A number that stands nowhere by chance."""
    return [number] if len(number) > 2 else []


def _without_quotes(text: str) -> str:
    """The text without what stands in quotation marks and brackets, in linear time.

    A mark that is never closed is a character like others.
    """
    kept: list[str] = []
    unclosed: set[str] = set()
    end = 0
    for found in _OPENED.finditer(text):
        mark = found.group()
        if found.start() < end or mark in unclosed:
            continue
        close = text.find(_QUOTES[mark], found.end())
        if close < 0:
            unclosed.add(mark)
        else:
            kept.append(text[end : found.start()])
            end = close + 1
    return "".join([*kept, text[end:]])


def _inferred(case: Case) -> Iterator[Date]:
    for fact in case.facts:
        slots: tuple[Slot, ...] = tuple(fact.slots.values())
        for slot in slots:
            if isinstance(slot.value, Date) and slot.value.inferred:
                yield slot.value


def _anchored(text: str, found: re.Match[str]) -> bool:
    """Whether a date, or the text itself as its point in time, stands just beside the words."""
    if found.group()[:1].isupper() and found.group().casefold() in ("later", "earlier"):
        return False
    around = text[max(found.start() - 25, 0) : found.start()] + text[found.end() :][:25]
    return _DATED.search(around) is not None
