"""Items with options about what the source says."""

import re
from collections.abc import Mapping

from studyapp.core.bank import Fact, Relation
from studyapp.core.items import Item
from studyapp.core.solver.index import Index, Sought, fold, normal
from studyapp.core.solver.judging import member_stands, says_nothing, stands
from studyapp.core.solver.solution import Solution, Standing, chosen, joined, named, unknown
from studyapp.core.solver.statements import (
    Voice,
    attributed,
    said_by,
    statement_of,
    truth,
    voice_named,
)
from studyapp.core.values import Text

_ASIDE = re.compile(r" \([^()]*\)$")
_ALL = " choose all that apply."
_ATTRIBUTED = re.compile(r".* attribute to (.+)\?(?: choose all that apply\.)?")
_QUOTED = re.compile(r"“(.*)”", re.DOTALL)
_TWO = re.compile(r"\n1\. (.*)\n2\. (.*)\Z", re.DOTALL)
_RELATIONS: Mapping[Relation, re.Pattern[str]] = {
    Relation.CONFLICT: re.compile(r"\bconflict\b"),
    Relation.AGREE: re.compile(r"\bagree\b"),
    Relation.DIFFERENT: re.compile(r"\bdifferent\b"),
}


def asked_for(stem: str, index: Index) -> tuple[Sought, ...]:
    """What a stem asks for; an aside at its end ("the year is inferred") may follow."""
    shown = normal(stem).removesuffix(_ALL)
    return index.soughts.get(shown) or index.soughts.get(_ASIDE.sub("", shown), ())


def choose_value(item: Item, index: Index) -> Solution:
    """Single choice, or whether the text says so at all."""
    soughts = asked_for(item.stem, index)
    if not soughts:
        return unknown("No entry of the bank asks this.")
    standings = [stands(option.text, soughts, index) for option in item.options]
    return chosen(standings, _because(soughts))


def choose_members(item: Item, index: Index) -> Solution:
    """All members of a complete list, or all that somebody said."""
    soughts = asked_for(item.stem, index)
    if not soughts:
        return choose_attributed(item, index, several=True)
    standings = [
        joined(member_stands(option.text, sought, index) for sought in soughts)
        for option in item.options
    ]
    return chosen(standings, _because(soughts), several=True)


def choose_attributed(item: Item, index: Index, *, several: bool = False) -> Solution:
    """The statements that the source attributes to the speaker whom the stem names."""
    match = _ATTRIBUTED.fullmatch(normal(item.stem))
    voices = voice_named(match.group(1), index) if match else ()
    if len(voices) != 1:
        return unknown("The stem does not name one speaker.")
    standings = [attributed(option.text, voices[0], index) for option in item.options]
    quoted = [fact for option in item.options for fact in _facts(option.text, index)]
    return chosen(standings, named(quoted), several=several)


def choose_speaker(item: Item, index: Index) -> Solution:
    """Whose statement the stem quotes."""
    match = _QUOTED.search(item.stem)
    facts = _facts(match.group(1), index) if match else ()
    if not facts:
        return unknown("No fact of the bank has the quoted sentence.")
    standings = [speaker_stands(option.text, facts, index) for option in item.options]
    return chosen(standings, named(facts))


def speaker_stands(text: str, facts: tuple[Fact, ...], index: Index) -> Standing:
    """Whether whom the text names makes the statement of the facts."""
    voices: tuple[Voice, ...] = voice_named(text, index)
    return joined(said_by(facts, voice, index) for voice in voices)


def choose_truth(item: Item, index: Index) -> Solution:
    standing, facts = truth(statement_of(item, index), index)
    if standing is Standing.OPEN:
        return unknown("No fact of the bank settles this statement.")
    right = "true" if standing is Standing.RIGHT else "false"
    return chosen([_named_so(option.text, right) for option in item.options], named(facts))


def choose_relation(item: Item, index: Index) -> Solution:
    """How two statements stand to each other, by the author's comparisons."""
    match = _TWO.search(item.stem)
    sides = [index.statements.get(normal(side), ()) for side in match.groups()] if match else []
    ids = [{fact.id for fact in side} for side in sides]
    relations = {
        pair.relation
        for fact in (ids[0] if ids else ())
        for pair in index.compared.get(fact, ())
        if set(pair.facts) - {fact} <= ids[1]
    }
    if len(relations) != 1:
        return unknown("The bank does not compare the two statements, or in two ways.")
    right = relations.pop()
    standings = [_relation_stands(option.text, right) for option in item.options]
    return chosen(standings, named([*sides[0], *sides[1]]))


def choose_change(item: Item, index: Index) -> Solution:
    """How a position changed, in the author's words."""
    found = index.changes.get(normal(item.stem), ())
    if not found:
        return unknown("No change of the bank asks this.")
    right = {fold(change.key) for change in found}
    wrong = {
        fold(wrong.value.text)
        for change in found
        for wrong in change.wrong
        if isinstance(wrong.value, Text)
    }
    standings = [_listed(option.text, right, wrong - right) for option in item.options]
    return chosen(standings, f"Decided by {found[0].id}.")


def choose_unstated(item: Item, index: Index) -> Solution:
    """Whether the source answers the question at all."""
    found = index.unstated.get(normal(item.stem), ())
    if not found:
        return choose_value(item, index)
    if asked_for(item.stem, index):
        return unknown("A fact of the bank answers what is said to be left open.")
    tempting = {
        fold(wrong.value.text)
        for entry in found
        for wrong in entry.tempting
        if isinstance(wrong.value, Text)
    }
    standings = [
        Standing.RIGHT
        if says_nothing(option.text, index)
        else _listed(option.text, set(), tempting)
        for option in item.options
    ]
    return chosen(standings, f"Left open by {found[0].id}.")


def _because(soughts: tuple[Sought, ...]) -> str:
    return named([sought.fact for sought in soughts if sought.fact])


def _facts(text: str, index: Index) -> tuple[Fact, ...]:
    return index.sentences.get(normal(text), ())


def _named_so(text: str, right: str) -> Standing:
    shown = normal(text)
    if shown not in ("true", "false"):
        return Standing.OPEN
    return Standing.RIGHT if shown == right else Standing.WRONG


def _relation_stands(text: str, right: Relation) -> Standing:
    named_here = [each for each, words in _RELATIONS.items() if words.search(normal(text))]
    if len(named_here) != 1:
        return Standing.OPEN
    return Standing.RIGHT if named_here[0] is right else Standing.WRONG


def _listed(text: str, right: set[str], wrong: set[str]) -> Standing:
    shown = fold(text)
    if shown in right:
        return Standing.RIGHT
    return Standing.WRONG if shown in wrong else Standing.OPEN
