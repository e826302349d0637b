"""The journal: every line whole and unchanged, or not read at all."""

import os
import stat

import pytest
from answers import NOON, attempt, session, unbounded_item
from hypothesis import given
from hypothesis import strategies as st

from studyapp.storage.journal import (
    TAIL,
    Answered,
    Begun,
    Finished,
    Journal,
    entry_line,
    read_line,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.jsonl"


@pytest.fixture
def journal(path):
    journal = Journal(path)
    yield journal
    journal.close()


def filled(journal, count):
    entries = [Begun(1, session()), *(Answered(n, attempt(n)) for n in range(2, count + 1))]
    for entry in entries:
        journal.append(entry)
    return entries


def test_gives_back_what_was_appended(journal):
    entries = [Begun(1, session()), Answered(2, attempt(2)), Finished(3, session().id, NOON)]
    for entry in entries:
        journal.append(entry)

    assert list(journal.entries()) == entries


def test_is_for_its_owner_only_whatever_the_umask(path):
    before = os.umask(0)
    try:
        Journal(path).close()
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_closes_to_others_a_file_that_was_open_to_them(path):
    path.touch(0o644)
    Journal(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_quantity_without_a_bound_survives(journal):
    entry = Answered(1, attempt(1, shown=unbounded_item(), typed="2000"))
    journal.append(entry)

    assert list(journal.entries()) == [entry]


def test_a_torn_last_line_hides_no_other(journal, path):
    entries = filled(journal, 4)
    os.truncate(path, journal.size - 20)

    assert list(journal.entries()) == [*entries[:3], None]


def test_a_torn_last_line_is_cut_off(journal, path):
    entries = filled(journal, 4)
    os.truncate(path, journal.size - 20)
    journal.cut_torn_line()
    journal.append(entries[3])

    assert list(journal.entries()) == entries


def test_a_torn_end_longer_than_the_tail_is_cut_off(journal, path):
    entries = filled(journal, 2)
    with path.open("ab") as file:
        file.write(b"\0" * (3 * TAIL))
    journal.cut_torn_line()

    assert list(journal.entries()) == entries


def test_a_journal_of_one_torn_line_becomes_empty(journal, path):
    path.write_bytes(b'{"crc":1')
    journal.cut_torn_line()

    assert journal.size == 0


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_any_flipped_bit_of_a_line_is_noticed(place, bit):
    entry = Answered(2, attempt(2, typed="1,300 км²"))
    line = bytearray(entry_line(entry))
    line[place % (len(line) - 1)] ^= 1 << bit

    assert read_line(bytes(line)) is None


@given(st.binary())
def test_a_line_of_garbage_reads_as_none(line):
    assert read_line(line) is None


def test_after_gives_the_later_entries_of_a_long_journal(journal):
    entries = filled(journal, 200)

    assert journal.size > 2 * TAIL
    assert list(journal.after(0)) == entries
    assert list(journal.after(3)) == entries[3:]
    assert list(journal.after(199)) == entries[199:]
    assert list(journal.after(200)) == []


def test_last_seq_passes_over_a_damaged_end(journal, path):
    filled(journal, 60)
    with path.open("ab") as file:
        file.write(b"damaged\n" * TAIL)

    assert journal.last_seq() == 60


def test_last_seq_of_an_empty_journal_is_zero(journal):
    assert journal.last_seq() == 0


def test_cut_takes_back_the_last_line(journal):
    entries = filled(journal, 3)
    size = journal.size
    journal.append(Answered(4, attempt(4)))
    journal.cut(size)

    assert list(journal.entries()) == entries


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete open files")
def test_a_deleted_journal_is_written_anew_when_reopened(journal, path):
    entries = filled(journal, 3)
    path.unlink()
    assert not journal.in_place()
    journal.reopen()

    assert journal.in_place()
    assert list(journal.entries()) == entries
