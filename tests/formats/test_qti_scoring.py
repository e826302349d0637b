"""What is written as QTI scores as the question does, and says what its author said.

A small player of QTI runs the response processing of the items; it knows nothing of how
they were written, only what the operators mean.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import LINES, question_sets
from strict_qti import check_package

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.qti.writer import write_qti21, write_qti30

WRITERS = {"2.1": write_qti21, "3.0": write_qti30}
versions = pytest.mark.parametrize("version", WRITERS)

Value = tuple[str, ...]


class Player:
    """Plays one item: ``answer`` gives the score and all words that are shown then."""

    def __init__(self, item: Element) -> None:
        self.item = item
        self.responses = {
            each.attrib["identifier"]: each for each in item.iter("responseDeclaration")
        }
        self.choices = _by_text(item, "simpleChoice")
        self.sides = [
            _by_text(each, "simpleAssociableChoice") for each in item.iter("simpleMatchSet")
        ]
        self.given: Mapping[str, Value] = {}
        self.outcomes: dict[str, Value] = {}

    def answer(self, **given: str | Value) -> tuple[float, list[str]]:
        self.given = {
            name: (value,) if isinstance(value, str) else value for name, value in given.items()
        }
        self.outcomes = {
            each.attrib["identifier"]: tuple(value.text or "" for value in each.iter("value"))
            for each in self.item.iter("outcomeDeclaration")
        }
        processing = self.item.find("responseProcessing")
        if processing is not None:
            template = processing.attrib.get("template", "")
            if "match_correct" in template:
                right = self.given.get("RESPONSE"), self.correct("RESPONSE")
                self.outcomes["SCORE"] = ("1" if self.match("RESPONSE", *right) else "0",)
            elif "map_response" in template:
                self.outcomes["SCORE"] = (str(self.mapped("RESPONSE")),)
            self.run(processing)
        shown = [
            "".join(each.itertext()).strip()
            for each in self.item.iter("modalFeedback")
            if each.attrib["identifier"] in self.outcomes.get(each.attrib["outcomeIdentifier"], ())
        ]
        return float(self.outcomes["SCORE"][0]), shown

    def run(self, rules: Element) -> None:
        for rule in rules:
            if rule.tag == "setOutcomeValue":
                self.outcomes[rule.attrib["identifier"]] = self.value(rule[0])
            elif rule.tag == "responseCondition":
                for branch in rule:
                    if branch.tag == "responseElse" or self.holds(branch[0]):
                        self.run(branch)
                        break

    def match(self, name: str, left: Value | None, right: Value) -> bool:
        if self.responses[name].attrib["cardinality"] == "ordered":
            return left == right
        return sorted(left or ()) == sorted(right)

    def correct(self, name: str) -> Value:
        found = self.responses[name].findall("correctResponse/value")
        return tuple(each.text or "" for each in found)

    def mapped(self, name: str) -> float:
        mapping = self.responses[name].find("mapping")
        assert mapping is not None
        total = 0.0
        for value in dict.fromkeys(self.given.get(name, ())):
            fitting = [each for each in mapping if self.is_key(each, value)]
            default = mapping.attrib["defaultValue"]
            total += float(fitting[0].attrib["mappedValue"] if fitting else default)
        low = float(mapping.attrib.get("lowerBound", "-inf"))
        return min(max(total, low), float(mapping.attrib.get("upperBound", "inf")))

    @staticmethod
    def is_key(entry: Element, value: str) -> bool:
        key = entry.attrib["mapKey"]
        if entry.attrib.get("caseSensitive", "true") == "false":
            return key.casefold() == value.casefold()
        return key == value

    def value(self, node: Element) -> Value:
        inner = [self.value(child) for child in node]
        match node.tag:
            case "baseValue":
                return (node.text or "",)
            case "variable":
                name = node.attrib["identifier"]
                return self.given.get(name, ()) if name in self.responses else self.outcomes[name]
            case "correct":
                return self.correct(node.attrib["identifier"])
            case "mapResponse":
                return (str(self.mapped(node.attrib["identifier"])),)
            case "multiple":
                return tuple(one for each in inner for one in each)
            case "sum":
                return (str(sum(float(each[0]) for each in inner)),)
            case "product":
                return (str(float(inner[0][0]) * float(inner[1][0])),)
            case "divide":
                return (str(float(inner[0][0]) / float(inner[1][0])),)
        raise AssertionError(node.tag)

    def holds(self, node: Element) -> bool:
        if node.tag == "not":
            return not self.holds(node[0])
        values = [self.value(child) for child in node]
        if node.tag == "isNull":
            return not values[0]
        if not all(values):
            return False  # of a null nothing holds
        match node.tag:
            case "match":
                return self.match(node[0].attrib["identifier"], *values)
            case "stringMatch":
                left, right = values[0][0], values[1][0]
                if node.attrib["caseSensitive"] == "false":
                    left, right = left.casefold(), right.casefold()
                return left == right
            case "patternMatch":
                return re.fullmatch(node.attrib["pattern"], values[0][0]) is not None
            case "equal":
                number, wanted = float(values[0][0]), float(values[1][0])
                below, above = map(float, node.attrib.get("tolerance", "0 0").split())
                return wanted - below - 1e-9 <= number <= wanted + above + 1e-9
        raise AssertionError(node.tag)


def _by_text(node: Element, tag: str) -> dict[str, str]:
    return {"".join(each.itertext()): each.attrib["identifier"] for each in node.iter(tag)}


def players(questions: QuestionSet, version: str) -> dict[FactId, Player]:
    items = check_package(WRITERS[version](questions, NOW).data, version)
    return {FactId(root.attrib["identifier"]): Player(root) for root in items.values()}


def worth(options: tuple[QuestionOption, ...], kind: Kind, chosen: list[QuestionOption]) -> float:
    """What the choice earns, as the program's own pages document it."""
    right = sum(option.correct for option in options)
    total = 0.0
    for option in chosen:
        if option.share is not None:
            total += option.share
        elif kind is Kind.MULTIPLE_CHOICE:
            total += (1 if option.correct else -1) / right
        else:
            total += option.correct
    return min(max(total, 0.0), 1.0)


def check_choice(question: Question, player: Player) -> None:
    names = list(player.choices.values())
    several = question.kind is Kind.MULTIPLE_CHOICE
    tries = [[option] for option in question.options]
    if several:
        tries += [[option for option in question.options if option.correct], list(question.options)]
    for chosen in tries:
        picked = tuple(names[question.options.index(option)] for option in chosen)

        score, shown = player.answer(RESPONSE=picked)

        assert score == pytest.approx(worth(question.options, question.kind, chosen))
        assert sorted(shown) == sorted(filter(None, [*(it.why for it in chosen), question.why]))
    assert player.answer()[0] == 0


def check_typed(question: Question, player: Player) -> None:
    for answer in question.answers:
        match answer:
            case TextAnswer(text):
                tries = [text.replace("\\*", "*")]
                tries += [] if question.exact_case else [tries[0].upper()]
            case NumberAnswer(number, tolerance):
                tries = [str(number)]
                others = [each for each in question.answers if each != answer]
                tries += [] if others else [str(number + tolerance), str(number - tolerance)]
        for text in tries:
            if question.kind is not Kind.QUANTITY and text.casefold() != tries[0].casefold():
                continue  # ß has no capital of one letter

            score, shown = player.answer(RESPONSE=text)

            best = max(
                (each for each in question.answers if accepts(each, text)),
                key=lambda each: each.share,
            )
            assert score == pytest.approx(best.share)
            assert shown == [why for why in (best.why, question.why) if why]
    unforeseen = "1e6" if question.kind is Kind.QUANTITY else "something else"
    assert player.answer(RESPONSE=unforeseen) == (0, [question.why] if question.why else [])


def accepts(answer: TextAnswer | NumberAnswer, text: str) -> bool:
    match answer:
        case TextAnswer(pattern):
            return pattern.replace("\\*", "*").casefold() == text.casefold()
        case NumberAnswer(number, tolerance):
            return abs(float(text) - number) <= tolerance + 1e-9


def check_cloze(question: Question, player: Player) -> None:
    if not question.gaps:
        check_typed(question, player)
        return
    key = {name: player.correct(name) for name in player.responses}
    whole = sum(gap.weight for gap in question.gaps)
    assert player.answer(**key)[0] == pytest.approx(1)
    for number, gap in enumerate(question.gaps, start=1):
        score, _ = player.answer(**{**key, f"GAP{number}": ()})
        assert score == pytest.approx(1 - gap.weight / whole)


def check_pairs(question: Question, player: Player) -> None:
    pairs = [(pair.left, pair.right) for pair in question.pairs]
    pairs += [(member, group.name) for group in question.groups for member in group.members]
    lefts, rights = player.sides
    right = tuple(f"{lefts[left]} {rights[name]}" for left, name in pairs)

    assert player.answer(RESPONSE=right)[0] == pytest.approx(1)
    assert player.answer(RESPONSE=right[1:])[0] == pytest.approx(1 - 1 / len(pairs))
    assert player.answer(RESPONSE=())[0] == 0


def check_order(question: Question, player: Player) -> None:
    right = tuple(player.choices[element] for element in question.elements)

    assert player.answer(RESPONSE=right)[0] == 1
    assert player.answer(RESPONSE=right[::-1])[0] == 0


CHECKS = {
    Kind.SINGLE_CHOICE: check_choice,
    Kind.MULTIPLE_CHOICE: check_choice,
    Kind.TRUE_FALSE: check_choice,
    Kind.SHORT_ANSWER: check_typed,
    Kind.QUANTITY: check_typed,
    Kind.CLOZE: check_cloze,
    Kind.MATCHING: check_pairs,
    Kind.GROUPING: check_pairs,
    Kind.ORDERING: check_order,
}


@versions
@given(questions=question_sets(frozenset(CHECKS), marked=False, texts=LINES))
@settings(max_examples=30, deadline=None)
def test_each_answer_earns_its_share(questions: QuestionSet, version: str) -> None:
    found = players(questions, version)
    for question in questions.questions:
        CHECKS[question.kind](question, found[question.id])


@versions
def test_each_answer_of_the_sample_earns_its_share(version: str) -> None:
    found = players(SAMPLE, version)

    for question in SAMPLE.questions:
        if question.kind in CHECKS and not question.marked and question.id not in _BY_HAND:
            CHECKS[question.kind](question, found[question.id])


_BY_HAND = ("river-of-prague", "length")


@versions
def test_a_wildcard_and_a_tolerance_earn_their_share(version: str) -> None:
    found = players(SAMPLE, version)
    river, length = found[FactId("river-of-prague")], found[FactId("length")]

    assert river.answer(RESPONSE="vltava") == (1, ["That is its Czech name."])
    assert river.answer(RESPONSE="Moldau") == (1, [])
    assert river.answer(RESPONSE="the ELBE, no?") == (0.5, ["The Vltava flows into the Elbe."])
    assert river.answer(RESPONSE="Oder") == (0, [])
    why = "Sources differ by where it begins."
    assert length.answer(RESPONSE="2840") == (1, [why])
    assert length.answer(RESPONSE="2950") == (0.5, ["Near enough for half.", why])
    assert length.answer(RESPONSE="2951") == (0, [why])


@versions
def test_the_better_of_two_ranges_counts_whatever_their_order(version: str) -> None:
    answers = (
        NumberAnswer(5.0, 2.0, 0.25, "Roughly."),
        NumberAnswer(5.0, 0.5),
        TextAnswer("*", 0.0, "No."),
    )
    question = replace(SAMPLE.questions[5], answers=answers, why="")
    [player] = players(replace(SAMPLE, questions=(question,)), version).values()

    assert player.answer(RESPONSE="5.5") == (1, [])
    assert player.answer(RESPONSE="5.6") == (0.25, ["Roughly."])
    assert player.answer(RESPONSE="8") == (0, ["No."])
    assert player.answer() == (0, [])


@versions
def test_signs_of_expressions_are_letters_in_a_pattern(version: str) -> None:
    answers = (TextAnswer("a.b$ (c) [d] {e}|^f\\*-g*"),)
    question = replace(SAMPLE.questions[4], answers=answers)
    [player] = players(replace(SAMPLE, questions=(question,)), version).values()

    assert player.answer(RESPONSE="A.b$ (c) [D] {e}|^f*-g")[0] == 1
    assert player.answer(RESPONSE="a.b$ (c) [d] {e}|^f*-g and more")[0] == 1
    assert player.answer(RESPONSE="aXb$ (c) [d] {e}|^f*-g")[0] == 0


@versions
def test_what_is_said_of_a_gap_is_said_of_its_answer(version: str) -> None:
    player = players(SAMPLE, version)[FactId("gaps")]

    assert player.answer(GAP1="Paris", GAP2="770", GAP3="C2") == (
        0.75,
        ["Since Roman times.", "Further east."],
    )
    assert player.answer(GAP1="paris", GAP2="788", GAP3="C1") == (0.25, [])
