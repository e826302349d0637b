"""A learner in one file, out and in again."""

import os
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from answers import NOON, attempt, fill, item, reread, session
from database_harms import tree
from msgspec.structs import replace
from parcels import DATABASE, JOURNAL, MANIFEST, packed, signed, unpacked

from studyapp.core.attempts import Flag
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.learners import (
    LearnerError,
    create,
    delete,
    export_to,
    import_from,
    learners,
)
from studyapp.storage.record import Record

NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def everything(folder):
    with closing(Record.open(folder)) as record:
        assert record.recovered == ""
        return (
            record.attempts(),
            record.sessions(),
            record.by_topic(),
            record.by_kind(),
            [record.cards(f"bank-{number}") for number in range(3)],
            record.flags(),
            record.policy(),
        )


# Out and in again


def test_a_learner_comes_back_from_the_file_as_before(data, tmp_path):
    folder = create(data, "Ann")
    with closing(Record.open(folder)) as record:
        for number in range(3):
            record.begin(session(number))
            for one in range(10):
                shown = item(topic=f"topic {one % 3}", bank=f"bank-{number}")
                answer = attempt(20 * number + one, session=number, score=one / 9, shown=shown)
                record.add(answer, Review(739_000 + one, Rating.GOOD if one % 4 else Rating.AGAIN))
        record.finish(session(1).id, NOON + timedelta(hours=1))
        record.take_back(attempt(45).id)
        record.set_policy(Policy(desired_retention=0.85))
        record.set_card(replace(record.card("bank-1", "area-seized"), suspended=True))
        record.add_flag(Flag(item(), "Is that so?", NOON))
    before = everything(folder)
    export_to(data, "Ann", tmp_path / "ann.zip", NOW)
    delete(data, "Ann", NOW)
    found = import_from(data, tmp_path / "ann.zip")

    assert (found.name, found.contents.answers, found.contents.sessions) == ("Ann", 29, 3)
    assert everything(found.folder) == before


def test_the_file_is_for_its_owner_only_and_holds_three_members(data, tmp_path):
    fill(create(data, "Ann"), 1)
    export_to(data, "Ann", tmp_path / "ann.zip", NOW)

    assert stat.S_IMODE((tmp_path / "ann.zip").stat().st_mode) == 0o600
    assert set(unpacked(tmp_path / "ann.zip")) == {MANIFEST, DATABASE, JOURNAL}


def test_a_learner_is_imported_under_another_name(data, parcel):
    import_from(data, parcel)
    import_from(data, parcel, "Ann the second")

    assert [learner.name for learner in learners(data)] == ["Ann", "Ann the second"]


def test_nobody_is_replaced_by_an_import(data, parcel):
    fill(create(data, "ann"), 1)
    before = tree(data)
    with pytest.raises(LearnerError, match="already"):
        import_from(data, parcel)

    assert tree(data) == before


def test_a_record_in_use_can_be_exported_with_its_last_answer(data, tmp_path):
    with closing(Record.open(create(data, "Ann"))) as record:
        record.begin(session())
        record.add(attempt(1))
        export_to(data, "Ann", tmp_path / "ann.zip", NOW)
        record.add(attempt(2))

    assert reread(import_from(data, tmp_path / "ann.zip", "Ben").folder) == [attempt(1)]


def test_an_answer_that_only_the_journal_has_is_imported(data, tmp_path):
    """As an export made during a session may leave it."""
    folder = create(data, "Ann")
    fill(folder, 3)
    export_to(data, "Ann", tmp_path / "before.zip", NOW)
    answers = fill(folder, 5)
    export_to(data, "Ann", tmp_path / "after.zip", NOW)
    journal = unpacked(tmp_path / "after.zip")[JOURNAL]
    mixed = signed({**unpacked(tmp_path / "before.zip"), JOURNAL: journal})
    packed(tmp_path / "mixed.zip", mixed.items())

    assert reread(import_from(data, tmp_path / "mixed.zip", "Ben").folder) == answers


def test_an_export_that_fails_leaves_the_file_that_was_there(data, tmp_path):
    create(data, "Ann")
    (data / "learners" / "Ann" / JOURNAL).unlink()
    (tmp_path / "ann.zip").write_text("mine")
    with pytest.raises(LearnerError):
        export_to(data, "Ann", tmp_path / "ann.zip", NOW)

    assert (tmp_path / "ann.zip").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith("unfinished")] == []


def test_what_a_crash_left_of_an_export_goes_with_the_next(data, tmp_path):
    folder = create(data, "Ann")
    for name, age in ((".making-old", 200_000), (".making-new", 0)):
        (folder / name).mkdir()
        os.utime(folder / name, (NOW.timestamp(),) * 2 if age else None)
    export_to(data, "Ann", tmp_path / "ann.zip", NOW)

    assert {path.name for path in folder.iterdir() if path.is_dir()} == {".making-new"}
