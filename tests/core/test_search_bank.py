"""Facts are found by the words that they hold."""

import re
from pathlib import Path

import pytest

from studyapp.core.bank import Bank
from studyapp.core.search import search_bank
from studyapp.storage.bank_files import load_bank

FORTS = Path(__file__).parent.parent / "data" / "forts.yaml"


@pytest.fixture(scope="module")
def forts() -> Bank:
    bank = load_bank(FORTS).bank
    assert bank is not None
    return bank


def test_all_words_must_be_there(forts: Bank) -> None:
    both = search_bank(forts, "siege lasted", 10)
    one = search_bank(forts, "siege elephants", 10)

    assert [found.fact for found in both] == ["siege"]
    assert one == []


def test_the_beginning_of_a_word_is_enough_in_any_case(forts: Bank) -> None:
    found = search_bank(forts, "SIEG", 10)

    assert "siege" in [each.fact for each in found]


def test_whole_words_come_before_beginnings(forts: Bank) -> None:
    whole = []
    for found in search_bank(forts, "the", 50):
        quoted = " ".join(each.exact for each in found.evidence)
        whole.append("the" in re.findall(r"\w+", f"{found.text} {quoted}".casefold()))

    assert True in whole
    assert whole == sorted(whole, reverse=True)


def test_no_words_find_nothing(forts: Bank) -> None:
    assert search_bank(forts, " … ", 10) == []


def test_no_more_are_found_than_asked_for(forts: Bank) -> None:
    assert len(search_bank(forts, "t", 2)) == 2


def test_each_finding_says_where_it_stands(forts: Bank) -> None:
    for found in search_bank(forts, "t", 50):
        for each in found.evidence:
            text = forts.sources[each.source].text

            assert text[each.start : each.end] == each.exact
