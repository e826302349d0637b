"""Search over what was shown and given."""

from contextlib import closing

import pytest
from answers import attempt, fill, item

from studyapp.storage.record import Record


def responses(record, text, limit=10):
    return [hit.attempt.response_text for hit in record.search(text, limit)]


def test_words_are_found_in_what_was_shown_and_given_whatever_case_and_accents(record):
    record.add(attempt(1, typed="Général Syrsky"))
    record.add(attempt(2, shown=item(topic="losses"), typed="Sudzha"))

    assert record.search("sudzha", 10)[0].attempt == record.attempts()[1]
    assert responses(record, "general") == ["Sudzha", "Général Syrsky"]
    assert responses(record, "SUDZ") == ["Sudzha"]
    assert responses(record, "syrsky territory", 1) == ["Sudzha"]
    assert responses(record, "Sumy") == []


@pytest.mark.parametrize("text", ["", "  ", '"', "NOT", "a*b", "(", "stem:x", "' OR 1", "-kursk"])
def test_no_text_breaks_the_search(record, text):
    record.add(attempt(1))

    assert record.search(text, 10) == []


def test_an_answer_taken_back_is_not_found_any_more(record):
    record.add(attempt(1, typed="Sudzha"))
    assert len(record.search("sudzha", 10)) == 1
    record.take_back(attempt(1).id)

    assert record.search("sudzha", 10) == []
    record.add(attempt(2, typed="Sumy"))
    assert record.search("sudzha", 10) == []


def test_what_was_rebuilt_is_found_again(folder):
    fill(folder, 5)
    with closing(Record.open(folder)) as record:
        assert len(record.search("answer", 10)) == 5
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as record:
        assert len(record.search("answer", 10)) == 5
