"""Each rule catches the damage it is there for, planted in items that were clean before."""

import harms
import pytest
from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.generate import Ask, generate
from studyapp.core.items import Item, Reason
from studyapp.core.lint import RULES, lint


class Damage(Struct, frozen=True):
    """What is done to which item, and the rule that must see it."""

    name: str
    fact: str
    slot: str
    kind: Kind
    rule: str
    harm: harms.Harm
    truth: bool = False


SINGLE, TRUE_FALSE, CLOZE = Kind.SINGLE_CHOICE, Kind.TRUE_FALSE, Kind.CLOZE
LONG = "A storm that had come in from the open sea during the night"

DAMAGES = (
    Damage("key with another number", "boats-reed", "boats", SINGLE, "key-is-true",
           harms.key_reads("Nearly 50 boats")),
    Damage("true statement with another number", "boats-reed", "boats", TRUE_FALSE,
           "key-is-true", harms.stem_reads("40", "50"), truth=True),
    Damage("true statement without its hedge", "boats-reed", "boats", TRUE_FALSE,
           "hedge-kept", harms.stem_reads("Nearly 40", "40"), truth=True),
    Damage("two values of a statement changed", "ordered", "land", TRUE_FALSE,
           "stem-as-stated", harms.stem_reads("[1903]", "[1904]")),
    Damage("relation changed", "boats-reed", "boats-insurers", Kind.CONFLICT, "key-is-true",
           harms.other_relation),
    Damage("statements that nobody compared", "boats-reed", "boats-insurers", Kind.CONFLICT,
           "comparison-in-bank",
           harms.field(facts=("boats-reed", "wind-reed"))),
    Damage("own statement among the wrong ones", "wind-reed", "", Kind.WHAT_SAID,
           "key-is-true", harms.wrong_reads("Nearly 40 boats had been lost in the storm.")),
    Damage("statement that is in no bank", "wind-reed", "", Kind.WHAT_SAID,
           "wrong-options-are-wrong", harms.wrong_reads("The moon had been full.")),
    Damage("temptation called right", "unstated-keeper", "", Kind.NOT_STATED, "key-is-true",
           harms.other_relation),
    Damage("speaker swapped in the stem", "boats-reed", "boats", SINGLE, "speaker-named",
           harms.stem_reads("Tobias Reed", "Ilse Brandt")),
    Damage("speaker swapped in a statement", "boats-reed", "boats", CLOZE, "stem-as-stated",
           harms.stem_reads("Tobias Reed", "Ilse Brandt")),
    Damage("speaker swapped in the record", "boats-reed", "boats", SINGLE,
           "belongs-to-the-bank", harms.field(speaker="brandt")),
    Damage("speaker swapped in the feedback", "boats-reed", "boats", SINGLE,
           "statement-as-stated",
           harms.statement_reads("Reed", "Hale")),
    Damage("topic of another fact", "boats-reed", "boats", SINGLE, "belongs-to-the-bank",
           harms.field(topic="after")),
    Damage("key without its hedge", "boats-reed", "boats", SINGLE, "hedge-kept",
           harms.key_reads("40 boats")),
    Damage("hedge not accepted", "boats-reed", "boats", Kind.QUANTITY, "accept-as-stated",
           harms.accepted_without_hedge),
    Damage("range too narrow", "boats-reed", "boats", Kind.QUANTITY, "accept-as-stated",
           harms.accepted_from),
    Damage("name too many accepted", "ordered", "land", Kind.SHORT_ANSWER,
           "accept-as-stated", harms.accepts_also("Norland")),
    Damage("spelling not accepted", "ordered", "land", Kind.SHORT_ANSWER,
           "accept-as-stated", harms.accepts_fewer),
    Damage("nothing accepted", "ordered", "land", CLOZE, "accept-as-stated",
           harms.field(accept=None)),
    Damage("rival accepted", "ordered", "land", Kind.SHORT_ANSWER, "rivals-not-accepted",
           harms.rival_is_accepted),
    Damage("alias of the key as wrong option", "ordered", "land", SINGLE, "one-name-each",
           harms.wrong_reads("Sooland")),
    Damage("byname of the key as wrong option", "ordered", "land", SINGLE, "nested-entities",
           harms.wrong_reads("The Sund")),
    Damage("place that contains the key", "wreck", "place", SINGLE, "nested-entities",
           harms.wrong_reads("The Northern Gulf")),
    Damage("two options to be kept apart", "ordered", "land", SINGLE, "kept-apart",
           harms.all_wrong_read("Wesland", "Kentia")),
    Damage("month of the key as wrong option", "went-dark", "day", SINGLE,
           "overlapping-dates", harms.wrong_reads("March 1903")),
    Damage("amount within the hedge of the key", "boats-reed", "boats", SINGLE,
           "overlapping-quantities", harms.wrong_reads("Nearly 39 boats")),
    Damage("same length in another unit", "wind-reed", "length", SINGLE,
           "overlapping-quantities", harms.wrong_reads("About 1.3 days")),
    Damage("false statement that may be true", "boats-reed", "boats", TRUE_FALSE,
           "wrong-options-are-wrong",
           harms.claim_reads("Nearly 39 boats had been lost in the storm.")),
    Damage("unit of its own", "boats-reed", "boats", SINGLE, "same-form",
           harms.wrong_reads("Nearly 90 ships")),
    Damage("date in another format", "went-dark", "day", SINGLE, "same-form",
           harms.wrong_reads("12/6/1903")),
    Damage("wrong option without hedge", "boats-reed", "boats", SINGLE, "same-form",
           harms.wrong_reads("90 boats")),
    Damage("small letter", "cause", "cause", SINGLE, "same-form", harms.wrong_reads("a fire")),
    Damage("other hedge", "boats-reed", "boats", SINGLE, "same-hedge",
           harms.all_wrong_read("About 90 boats", "About 120 boats")),
    Damage("option twice", "cause", "cause", SINGLE, "distinct-options",
           harms.all_wrong_read("A fire", "The Fire")),
    Damage("two keys", "cause", "cause", SINGLE, "keys", harms.two_keys),
    Damage("no key", "cause", "cause", SINGLE, "keys", harms.no_key),
    Damage("nothing wrong", "goods", "goods", Kind.MULTIPLE_CHOICE, "keys", harms.all_right),
    Damage("two options only", "cause", "cause", SINGLE, "enough-options", harms.two_options),
    Damage("descending numbers", "boats-reed", "boats", SINGLE, "in-order",
           harms.reversed_options),
    Damage("numbers to match out of order", "boats-reed", "boats", Kind.MATCHING, "in-order",
           harms.rights_reversed),
    Damage("all of the above", "cause", "cause", SINGLE, "of-the-above",
           harms.wrong_reads("All of the above")),
    Damage("none of these", "cause", "cause", SINGLE, "of-the-above",
           harms.wrong_reads("None of these")),
    Damage("key that is far too long", "cause", "cause", SINGLE, "key-much-longer",
           harms.key_reads(LONG)),
    Damage("key that is rather long", "cause", "cause", SINGLE, "key-longest",
           harms.key_reads("A storm from the west")),
    Damage("key alone echoes the stem", "cause", "cause", SINGLE, "clang",
           harms.key_reads("A storm by the lighthouse")),
    Damage("absolute word", "cause", "cause", SINGLE, "absolute-words",
           harms.wrong_reads("A fire, as always")),
    Damage("key without an article", "cause", "cause", SINGLE, "odd-opening",
           harms.key_reads("Storm")),
    Damage("rival's value without a speaker", "boats-register", "boats", SINGLE,
           "rival-values", harms.wrong_reads("Around 25 boats")),
    Damage("rival's fact without a speaker", "boats-register", "boats", SINGLE,
           "rival-values", harms.wrong_reason(Reason.OTHER_FACT, "boats-insurers")),
    Damage("key in the stem", "cause", "cause", SINGLE, "answer-in-stem",
           harms.stem_adds(" (It was stormy: a storm.)")),
    Damage("alias in the stem", "ordered", "land", Kind.SHORT_ANSWER, "answer-in-stem",
           harms.stem_adds(" (Some write Sooland’s name.)")),
    Damage("negative question", "cause", "cause", SINGLE, "unmarked-negative",
           harms.stem_reads("What had broken", "What had not broken")),
    Damage("exception asked for", "cause", "cause", SINGLE, "unmarked-negative",
           harms.stem_reads("?", ", except for time?")),
    Damage("relative date", "cause", "cause", SINGLE, "relative-date",
           harms.stem_reads("?", " last month?")),
    Damage("relative date in an option", "went-dark", "day", SINGLE, "relative-date",
           harms.wrong_reads("Two days later")),
    Damage("no gap", "cause", "cause", CLOZE, "gap", harms.stem_reads("_____", "something")),
    Damage("article before the gap", "cause", "cause", CLOZE, "article-before-gap",
           harms.stem_reads("_____", "a _____")),
    Damage("inferred year not told", "ordered", "season", CLOZE, "inferred-year-shown",
           harms.stem_reads(" (The source does not print the year; it is inferred.)", "")),
    Damage("inferred year as if printed", "ordered", "season", SINGLE, "inferred-year-shown",
           harms.key_reads("Spring 1903")),
    Damage("word twice", "cause", "cause", SINGLE, "slips", harms.stem_reads("lamp", "lamp lamp")),
    Damage("two spaces", "cause", "cause", SINGLE, "slips", harms.stem_reads(" lamp", "  lamp")),
    Damage("no word of choosing all", "goods", "goods", Kind.MULTIPLE_CHOICE,
           "says-what-to-do", harms.stem_reads(" Choose all that apply.", "")),
    Damage("key not explained", "cause", "cause", SINGLE, "key-explained",
           harms.key_why("The chronicle says so.")),
    Damage("part of another kind", "cause", "cause", SINGLE, "fields-of-the-kind",
           harms.field(before=((0, 1),))),
    Damage("note of another passage", "cause", "cause", SINGLE, "notes-shown",
           harms.field(notes=("The year is uncertain.",))),
    Damage("events of the key out of order", "shone", "", Kind.ORDERING, "key-shows-all",
           harms.key_reversed),
    Damage("no why", "cause", "cause", SINGLE, "reasons-given", harms.wrong_why(" ")),
    Damage("reason of a key", "cause", "cause", SINGLE, "reasons-given",
           harms.wrong_reason(Reason.KEY)),
    Damage("other fact that says no such thing", "boats-reed", "boats", SINGLE,
           "reasons-hold", harms.wrong_reason(Reason.OTHER_FACT, "went-dark")),
    Damage("other fact that is not named", "boats-reed", "boats", SINGLE, "reasons-hold",
           harms.wrong_reason(Reason.OTHER_FACT)),
    Damage("words the author never wrote", "cause", "cause", SINGLE, "reasons-hold",
           harms.wrong_reads("A wolf")),
    Damage("reason the author never wrote", "change-reed", "", Kind.POSITION_CHANGE,
           "reasons-hold", harms.wrong_why("It is not so.")),
    Damage("no list to be complete", "cause", "cause", SINGLE, "reasons-hold",
           harms.wrong_reason(Reason.LIST_COMPLETE)),
    Damage("free words called a clash", "cause", "cause", SINGLE, "reasons-hold",
           harms.wrong_reason(Reason.CLASH)),
    Damage("actor under another name", "rescue-brandt", "", Kind.WHO_SAYS,
           "wrong-options-are-wrong", harms.wrong_reads("Martin Hale")),
    Damage("name in the claim as an option", "oars-brandt", "", Kind.WHO_SAYS,
           "claim-without-its-speaker", harms.wrong_reads("The fishermen of Ostra")),
    Damage("shifted span", "cause", "cause", SINGLE, "evidence-in-source", harms.shifted_span),
    Damage("lost source", "cause", "cause", SINGLE, "evidence-in-source", harms.unknown_source),
    Damage("option without evidence", "cause", "cause", SINGLE, "links-given", harms.unlinked),
    Damage("evidence of another fact", "cause", "cause", SINGLE, "evidence-of-the-entry",
           harms.evidence_elsewhere),
    Damage("key shown elsewhere", "cause", "cause", SINGLE, "evidence-of-the-entry",
           harms.key_evidence_elsewhere),
    Damage("matching pair swapped", "boats-reed", "boats", Kind.MATCHING, "pairs-as-stated",
           harms.swapped_pairs),
    Damage("matching pair twice", "boats-reed", "boats", Kind.MATCHING, "one-partner-each",
           harms.same_pair_twice),
    Damage("answer in another sentence", "boats-reed", "boats", Kind.MATCHING,
           "right-in-left", harms.left_tells),
    Damage("order not asked for", "shone", "", Kind.ORDERING, "order-as-dated", harms.fewer_before),
    Damage("order reversed", "shone", "", Kind.ORDERING, "order-as-dated", harms.reversed_before),
    Damage("event with its year", "shone", "", Kind.ORDERING, "events-without-dates",
           harms.dated_element),
    Damage("statement in the other group", "boats-reed", "", Kind.GROUPING, "groups-as-said",
           harms.moved_member),
    Damage("statement that names a group", "boats-reed", "", Kind.GROUPING, "groups-apart",
           harms.naming_element),
    Damage("key without a part", "boats-reed", "", Kind.GROUPING, "key-shows-all",
           harms.cut_key),
    Damage("span cut", "cause", "", Kind.FIND_PASSAGE, "passages-as-evidence", harms.cut_span),
    Damage("span left out", "cause", "", Kind.FIND_PASSAGE, "passages-as-evidence", harms.no_span),
    Damage("flaw scored", "ordered", "season", CLOZE, "noted-flaw",
           harms.of_other_slot("lighthouse/pier/season/cloze/1", "pier")),
    Damage("note left out", "pier", "place", SINGLE, "notes-shown",
           harms.field(notes=())),
    Damage("no correction", "boats-reed", "boats", TRUE_FALSE, "correction-given",
           harms.key_why("It is not so.")),
    Damage("option that the author did not write", "by-hand", "", SINGLE, "parts-as-written",
           harms.wrong_reads("The Joanna")),
    Damage("other key than the author's", "by-hand", "", SINGLE, "key-as-written",
           harms.field(key="The Juno")),
)  # fmt: skip


@pytest.fixture(scope="module")
def bank() -> Bank:
    return harms.opened()


def made(damage: Damage, bank: Bank) -> Item:
    """The item as the generator makes it with the first seed that gives one without a flaw."""
    ask = Ask(FactId(damage.fact), damage.slot, damage.kind, damage.truth)
    items = (generate(ask, bank, seed) for seed in range(50))
    found = next((item for item in items if item is not None and not lint(item, bank)), None)
    assert found is not None, damage.name
    return found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_to_a_clean_item_is_seen_by_its_rule(damage: Damage, bank: Bank) -> None:
    item = made(damage, bank)

    harmed = damage.harm(item)

    assert harmed != item
    assert damage.rule in {flaw.rule for flaw in lint(harmed, bank)}


def test_every_rule_has_its_damage() -> None:
    assert {rule.name for rule in RULES} == {damage.rule for damage in DAMAGES}


def test_flaws_name_their_item_and_say_whether_they_block(bank: Bank) -> None:
    item = made(DAMAGES[0], bank)

    flaws = lint(replace(item, stem=f"{item.stem}  "), bank)

    assert {flaw.item for flaw in flaws} == {item.id}
    assert [flaw.blocking for flaw in flaws if flaw.rule == "slips"] == [False, False]
