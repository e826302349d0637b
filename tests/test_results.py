"""Results out: text, JSON, CSV, and the file that a teacher is handed."""

import csv
import hashlib
import io
import json
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.cli import run
from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId
from studyapp.core.bank import BankId, FactId, Kind, TopicId
from studyapp.core.certainty import Confidence
from studyapp.core.items import Grade, Item, ItemId, Typed
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.rating import Rating
from studyapp.results import Results, Table, as_csv, as_json, as_text, collect
from studyapp.results_file import NoResults, as_file, canonical, check
from studyapp.storage.folders import learner_folder
from studyapp.storage.record import Record

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = NOON.toordinal()


def item(fact: str = "losses", bank: str = "kursk") -> Item:
    return Item(
        id=ItemId(f"{bank}/{fact}/number/short_answer/1"),
        bank=BankId(bank),
        kind=Kind.SHORT_ANSWER,
        facts=(FactId(fact),),
        topic=TopicId("losses"),
        speaker=None,
        stem="How many?",
        key="about 4,000",
        statement="About 4,000 were lost.",
    )


def record_of(folder: Path, *typed: str, bank: str = "kursk") -> Results:
    """A record of one finished session with these answers, the first of them right."""
    with closing(Record.open(folder)) as record:
        session = Session(SessionId(f"s-{bank}"), BankId(bank), f"Set {bank}", "quiz", 9, 7, NOON)
        record.begin(session)
        for number, text in enumerate(typed):
            attempt = Attempt(
                AttemptId(f"{bank}-{number}"),
                session.id,
                item(f"fact-{number}", bank),
                Typed(text),
                Grade(0.0 if number else 1.0, "So it is written."),
                NOON + timedelta(minutes=number),
                3.25,
                hints=number,
                confidence=Confidence.SURE if number else None,
            )
            record.add(attempt, Review(DAY, Rating.AGAIN if number else Rating.GOOD))
        record.finish(session.id, NOON + timedelta(hours=1))
        return collect(record)


@pytest.fixture
def results(tmp_path: Path) -> Results:
    return record_of(tmp_path / "ann", "4000", "=1+1", "дуже багато")


def table(results: Results, which: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(results, which), newline="")))


# Text, JSON, CSV


def test_json_has_sessions_and_attempts_and_other_tables_on_request(results: Results) -> None:
    found = json.loads(as_json(results))

    assert set(found) == {"sessions", "attempts"}
    assert found["attempts"][1]["hints"] == 1
    assert found["attempts"][1]["confidence"] == "sure"
    assert found["attempts"][0]["confidence"] is None
    assert set(json.loads(as_json(results, Table.CARDS))) == {"cards"}


def test_cards_come_with_their_days_as_dates(results: Results) -> None:
    card = json.loads(as_json(results, Table.CARDS))["cards"][0]

    assert (card["bank"], card["fact"], card["reviews"]) == ("kursk", "fact-0", 1)
    assert card["last_review"] == "2026-03-01"
    assert card["due"] > "2026-03-01"
    assert card["buried_until"] is None


def test_an_answer_by_a_clock_that_was_put_back_is_told(results: Results) -> None:
    first, second, third = results.attempts
    back = replace(third, at=second.at - timedelta(days=30))
    found = replace(results, attempts=[first, second, back, second])

    assert [row["clock_back"] for row in table(found, Table.ATTEMPTS)] == [
        *("False", "False", "True", "False")
    ]
    session = json.loads(as_file("Ann", found, NOON))["sessions"][0]
    assert [answer["clock_back"] for answer in session["answers"]] == [False, False, True, False]


@pytest.mark.parametrize(("which", "count"), [("sessions", 1), ("attempts", 3), ("cards", 3)])
def test_every_table_has_its_csv(results: Results, which: str, count: int) -> None:
    rows = table(results, Table(which))
    as_objects = json.loads(as_json(results, Table(which)))[which]

    assert len(rows) == len(as_objects) == count
    assert None not in rows[0]
    assert set(rows[0]) <= set(as_objects[0])


def test_no_cell_is_computed_by_a_spreadsheet(tmp_path: Path) -> None:
    typed = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-5", "plain"]
    results = record_of(tmp_path, *typed, bank="=cmd")

    responses = [row["response"] for row in table(results, Table.ATTEMPTS)]
    assert [text[0] for text in responses] == ["'"] * 6 + ["-", "p"]
    for which in Table:
        for row in table(results, which):
            assert row["bank"] == "'=cmd"


@pytest.mark.parametrize(("mode", "told"), [("exam", "1 of 9 (11%)"), ("quiz", "1 of 3 (33%)")])
def test_what_an_exam_leaves_unanswered_counts_as_wrong(
    results: Results, mode: str, told: str
) -> None:
    (score,) = results.sessions
    held = replace(results, sessions=[replace(score, session=replace(score.session, mode=mode))])

    assert f"{told}   Set kursk" in as_text(held)
    assert f"In all: {told}" in as_text(held)
    assert table(held, Table.SESSIONS)[0]["counted"] == told.split()[2]


def test_text_is_to_be_read(results: Results) -> None:
    nothing = Results((), (), ())

    assert "1 of 3 (33%)   Set kursk" in as_text(results)
    assert "Wrong         How many?: =1+1" in as_text(results, Table.ATTEMPTS)
    assert "kursk/fact-0" in as_text(results, Table.CARDS)
    assert as_text(nothing) == "No sessions yet.\n"
    assert as_text(nothing, Table.ATTEMPTS) == "No answers yet.\n"
    assert as_text(nothing, Table.CARDS) == "No fact was asked yet.\n"


# The file for a teacher


def test_the_file_says_who_what_and_how_it_went(results: Results) -> None:
    found = json.loads(as_file("Ann", results, NOON))

    assert (found["format"], found["learner"], found["made"]) == (
        "studyapp-results",
        "Ann",
        "2026-03-01T12:00:00Z",
    )
    assert found["sets"] == [
        {"bank": "kursk", "title": "Set kursk", "sessions": 1, "answered": 3, "score": 1}
    ]
    (session,) = found["sessions"]
    assert (session["answered"], session["score"], session["mode"]) == (3, 1, "quiz")
    assert session["answers"][2]["response"] == "дуже багато"
    assert session["answers"][0]["verdict"] == "Right"
    assert session["answers"][1]["key"] == "about 4,000"


def test_a_file_as_it_was_written_is_unchanged(results: Results) -> None:
    found = check(as_file("Ann", results, NOON))

    assert found.unchanged
    assert (found.learner, found.sessions, found.answers) == ("Ann", 1, 3)


def test_the_checksum_can_be_made_by_any_program(results: Results) -> None:
    found = json.loads(as_file("Ann", results, NOON))
    claimed = found.pop("sha256")
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert hashlib.sha256(text.encode()).hexdigest() == claimed


def test_other_spaces_and_another_order_change_nothing(results: Results) -> None:
    found = json.loads(as_file("Ann", results, NOON))
    again = json.dumps(dict(reversed(found.items())), indent=7).encode()

    assert check(again).unchanged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ann", "Ben"),
        ('"score": 1', '"score": 2'),
        ('"grade": 0', '"grade": 0.00001'),
        ("=1+1", "= 1+1"),
        ('"seconds": 3.25', '"seconds": "3.25"'),
        ('"hints": 1', '"hints": true'),
        ('"version": 1', '"version": 1, "more": null'),
        ('"sha256": "', '"sha256": "0'),
    ],
)
def test_a_file_that_was_changed_is_said_to_be(results: Results, old: str, new: str) -> None:
    raw = as_file("Ann", results, NOON)
    assert old.encode() in raw

    assert not check(raw.replace(old.encode(), new.encode(), 1)).unchanged


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Dear diary",
        b"[]",
        b"{}",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": "studyapp-results", "version": 2, "sessions": []}',
        b'{"format": "studyapp-results", "version": 1}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [1]}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [{"answers": 1}]}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [], "more": NaN}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [], "more": 1e999}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [], "sessions": []}',
        b'{"format": "studyapp-results", "version": 1, "sessions": [], "a": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_file_of_results_is_refused(raw: bytes) -> None:
    with pytest.raises(NoResults) as caught:
        check(raw)

    assert str(caught.value).isprintable()


def test_lists_as_deep_as_they_come_crash_nothing() -> None:
    start = b'{"format": "studyapp-results", "version": 1, "sessions": [], "a": '
    for depth in (300, 900, 990, 1100, 5000):
        raw = start + b"[" * depth + b"]" * depth + b"}"
        with suppress(NoResults):
            assert not check(raw).unchanged


def test_names_from_a_file_cannot_steer_the_terminal() -> None:
    raw = b'{"format": "studyapp-results", "version": 1, "sessions": [], "learner": "\\u001b[2J"}'

    assert check(raw).learner == "\N{REPLACEMENT CHARACTER}[2J"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text()
        | st.floats(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    )
)  # fmt: skip
def test_canonical_bytes_come_back_from_any_way_of_writing(value: object) -> None:
    once = canonical(value)

    assert canonical(json.loads(once)) == once
    assert canonical(json.loads(json.dumps(value))) == once


# The commands


def test_the_commands_write_and_check_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data-dir", str(tmp_path)]
    record_of(learner_folder(tmp_path, "Ann"), "4000", "=1+1")
    out = tmp_path / "out.json"

    assert run(["results", "--learner", "Ann", "--file", str(out), *where]) == 0
    assert run(["results", "--check", str(out), *where]) == 0
    told = capsys.readouterr().out
    assert "2 answers in 1 session" in told
    assert "unchanged since it was written" in told
    assert "does not prove who wrote the" in told

    out.write_bytes(out.read_bytes().replace(b'"grade": 0', b'"grade": 1'))
    assert run(["results", "--check", str(out), *where]) == 1
    assert "CHANGED since it was written" in capsys.readouterr().out


@pytest.mark.parametrize("which", list(Table))
@pytest.mark.parametrize("form", ["--json", "--csv", None])
def test_every_table_is_printed_in_every_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], which: Table, form: str | None
) -> None:
    record_of(learner_folder(tmp_path), "4000", "=1+1")
    arguments = ["results", f"--{which}", *([form] if form else [])]

    assert run([*arguments, "--data-dir", str(tmp_path)]) == 0
    assert "kursk" in capsys.readouterr().out or which is Table.ATTEMPTS


def test_results_of_a_learner_stay_as_they_are_when_read(tmp_path: Path) -> None:
    folder = learner_folder(tmp_path)
    record_of(folder, "4000")
    before = (folder / "journal.jsonl").read_bytes()
    run(["results", "--json", "--data-dir", str(tmp_path)])

    assert (folder / "journal.jsonl").read_bytes() == before
