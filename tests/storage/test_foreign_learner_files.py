"""Files of learners that anybody may have made: taken whole or refused with one message."""

import json
import os
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing

import pytest
from answers import reread
from database_harms import HARMS, tree
from parcels import DATABASE, JOURNAL, MANIFEST, packed, signed, unpacked

from studyapp.storage.learners import (
    LearnerError,
    import_from,
    learners,
)


def refused(data, path):
    """The one message; nothing may have been written."""
    before = tree(data)
    with pytest.raises(LearnerError) as caught:
        import_from(data, path)
    message = str(caught.value)

    assert tree(data) == before
    assert "\n" not in message
    return message


def test_what_is_no_zip_is_refused(data, tmp_path):
    path = tmp_path / "file"
    for content in (b"", b"PK", b"Dear diary, " * 100, b"PK\5\6" + b"\0" * 18):
        path.write_bytes(content)

        assert "cannot be imported" in refused(data, path)


def test_what_is_not_there_or_no_file_is_refused(data, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "nothing", tmp_path, tmp_path / "pipe"):
        assert "cannot be imported" in refused(data, path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_is_refused(data, parcel, share):
    os.truncate(parcel, int(parcel.stat().st_size * share))

    refused(data, parcel)


def test_no_byte_can_change_unnoticed(data, parcel):
    whole = parcel.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        parcel.write_bytes(changed)
        try:
            folder = import_from(data, parcel).folder
        except LearnerError:
            assert learners(data) == []
        else:  # a date or another mark of the archive that means nothing
            assert len(reread(folder)) == 200
            shutil.rmtree(folder)


@pytest.mark.parametrize(
    "name", ["../../evil", "/tmp/evil", "C:\\evil", "learners/evil", "..\\evil", "record.sqlite3"]
)
def test_a_member_that_does_not_belong_there_is_refused(data, parcel, name):
    members = unpacked(parcel)
    packed(parcel, [*members.items(), (name, b"evil")])

    assert "not what studyapp puts" in refused(data, parcel)
    assert not list(data.parent.rglob("*evil*"))


def test_a_link_is_refused(data, parcel):
    members = unpacked(parcel)
    link = zipfile.ZipInfo(JOURNAL)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed(parcel, [(MANIFEST, members[MANIFEST]), (DATABASE, members[DATABASE]), (link, "/etc")])

    assert "something else than files" in refused(data, parcel)


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_we_do_not_use_is_refused(data, parcel, how):
    packed(parcel, unpacked(parcel).items(), how)

    assert "packed in a way" in refused(data, parcel)


def test_a_bomb_is_refused_before_it_is_unpacked(data, parcel):
    members = unpacked(parcel)
    packed(parcel, {**members, DATABASE: b"\0" * (64 << 20)}.items())

    assert "packed tighter" in refused(data, parcel)


def test_a_member_that_holds_more_than_it_says_is_refused(data, parcel):
    members = unpacked(parcel)
    true, false = (len(members[JOURNAL]).to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    raw = parcel.read_bytes()
    assert raw.count(true) >= 2
    parcel.write_bytes(raw.replace(true, false))

    refused(data, parcel)


def test_a_directory_that_would_fill_the_memory_is_refused_unread(data, tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(70_000):
            archive.writestr(str(number), b"")

    assert "not what studyapp puts" in refused(data, path)


def test_an_encrypted_member_is_refused(data, parcel):
    raw = bytearray(parcel.read_bytes())
    raw[raw.rindex(b"PK\1\2") + 8] |= 1
    parcel.write_bytes(raw)

    assert "encrypted" in refused(data, parcel)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"version": 2},
        {"version": "1"},
        {"learner": None},
        {"files": {}},
        {"files": {DATABASE: "0" * 64, JOURNAL: "0" * 64}},
    ],
)
def test_a_manifest_that_says_something_else_is_refused(data, parcel, changes):
    members = unpacked(parcel)
    manifest = json.loads(members[MANIFEST]) | changes
    packed(parcel, {**members, MANIFEST: json.dumps(manifest)}.items())

    refused(data, parcel)


@pytest.mark.parametrize("manifest", [b"", b"[]", b"[" * 60_000, b"\xff\xfe", b'{"format":'])
def test_a_manifest_that_cannot_be_read_is_refused(data, parcel, manifest):
    packed(parcel, {**unpacked(parcel), MANIFEST: manifest}.items())

    refused(data, parcel)


@pytest.mark.parametrize("name", ["../up", ".hidden", "a\x1b[2J", "", "con"])
def test_a_learner_that_leads_elsewhere_is_refused(data, parcel, name):
    members = unpacked(parcel)
    manifest = json.loads(members[MANIFEST]) | {"learner": name}
    packed(parcel, {**members, MANIFEST: json.dumps(manifest)}.items())

    assert "learner's name" in refused(data, parcel)


@pytest.mark.parametrize(
    "harm", [harm for harm in HARMS if harm.__name__ != "unlink"], ids=lambda harm: harm.__name__
)
def test_a_database_that_is_not_sound_is_refused(data, parcel, tmp_path, harm):
    members = unpacked(parcel)
    inner = tmp_path / "inner"
    inner.write_bytes(members[DATABASE])
    harm(inner)
    packed(parcel, signed({**members, DATABASE: inner.read_bytes()}).items())

    refused(data, parcel)


FOREIGN = [
    ("seq", 1 << 62),
    ("id", b"\xff"),
    ("id", 5),
    ("item", "{}"),
    ("item", 7),
    ("item", "[" * 5000),
    ("why", "a" * (17 << 20)),
    ("response", '{"type":"chosen","options":[99]}'),
    ("at", "yesterday"),
    ("at", None),
    ("seconds", "long"),
    ("score", float("inf")),
    ("score", "much"),
    ("session", 99),
    ("score", 7.0),
    ("day", 1 << 40),
    ("rating", 9),
    ("seconds", float("inf")),
]


@pytest.mark.parametrize(("column", "value"), FOREIGN)
def test_rows_with_checksums_that_somebody_made_up_crash_nothing(
    data, parcel, tmp_path, monkeypatch, column, value
):
    """Checksums are no secret: here every row passes, whatever it holds."""
    monkeypatch.setattr("studyapp.storage.answers.verify", lambda *_: None)
    members = unpacked(parcel)
    inner = tmp_path / "inner"
    inner.write_bytes(members[DATABASE])
    try:
        with closing(sqlite3.connect(inner)) as connection, connection:
            connection.execute(f"UPDATE attempts SET {column} = ? WHERE seq = 50", (value,))
    except sqlite3.Error:
        return  # the table itself refuses it
    packed(parcel, signed({**members, DATABASE: inner.read_bytes()}).items())
    try:
        folder = import_from(data, parcel).folder
    except LearnerError:
        assert learners(data) == []
    else:
        assert len(reread(folder)) == 200
        assert all(found.response_text for found in reread(folder))


def test_a_journal_that_cannot_be_read_costs_nothing_that_the_database_has(data, parcel):
    packed(parcel, signed({**unpacked(parcel), JOURNAL: b"damaged\n" * 50}).items())

    assert len(reread(import_from(data, parcel).folder)) == 200


def test_a_journal_with_a_line_that_would_fill_the_memory_is_refused(data, parcel):
    endless = os.urandom(1 << 20).replace(b"\n", b" ") * 33
    members = signed({**unpacked(parcel), JOURNAL: endless})
    packed(parcel, members.items(), zipfile.ZIP_STORED)

    assert "damaged" in refused(data, parcel)
