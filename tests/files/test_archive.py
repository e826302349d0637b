"""Archives of strangers."""

import io
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import damaged

from studyapp.files import archive
from studyapp.files.archive import Archive, packed
from studyapp.files.refusal import Refused


def read_all(data: bytes, limit: int = archive.MAX_MEMBER_BYTES) -> dict[str, bytes]:
    with Archive.open(io.BytesIO(data), "set.zip") as opened:
        return {name: opened.read(name, limit) for name in opened.names}


def zipped(name: str, change: Callable[[zipfile.ZipInfo], None] = lambda member: None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        member = zipfile.ZipInfo(name)
        change(member)
        opened.writestr(member, b"text")
    return file.getvalue()


def as_link(member: zipfile.ZipInfo) -> None:
    member.external_attr = (stat.S_IFLNK | 0o777) << 16


def with_lzma(member: zipfile.ZipInfo) -> None:
    member.compress_type = zipfile.ZIP_LZMA


@given(st.dictionaries(st.text("abc/é", min_size=1).map("x".__add__), st.binary(), max_size=4))
def test_what_is_packed_is_read_back(members: dict[str, bytes]) -> None:
    members = {name: data for name, data in members.items() if not name.endswith("/")}

    assert read_all(packed(members)) == members


def test_the_same_members_make_the_same_archive() -> None:
    assert packed({"a": b"1"}) == packed({"a": b"1"})


@pytest.mark.parametrize("name", ["../a.yaml", "/etc/passwd", "a/../../b", "C:/a", "..\\a"])
def test_a_member_outside_of_the_archive_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="lies outside of it"):
        read_all(zipped(name))


def test_a_member_without_a_name_is_refused() -> None:
    whole = packed({"ab": b"1"})
    directory = whole.rindex(b"PK\x01\x02")
    nameless = whole[:directory] + whole[directory:].replace(b"ab", b"\0b")

    with pytest.raises(Refused, match="has no name"):
        read_all(nameless)


def test_a_symbolic_link_is_refused() -> None:
    with pytest.raises(Refused, match="is not a regular file"):
        read_all(zipped("a", as_link))


def test_only_stored_and_deflated_members_are_read() -> None:
    with pytest.raises(Refused, match="compressed in a way"):
        read_all(zipped("a", with_lzma))


def test_a_member_that_unpacks_to_far_more_than_it_is_stops_in_time() -> None:
    bomb = packed({"bomb": b"\0" * 20_000_000})

    with pytest.raises(Refused, match="“bomb” in the archive is too large"):
        read_all(bomb)


def test_a_member_larger_than_the_reader_wants_is_refused() -> None:
    with pytest.raises(Refused, match="too large"):
        read_all(packed({"a": b"12345"}), limit=4)


def test_a_name_that_stands_there_twice_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr("a", b"2")

    with pytest.raises(Refused, match="stands there twice"):
        read_all(file.getvalue())


@given(damaged(packed({"a.txt": b"words " * 50, "b.txt": b"more words"})))
def test_a_damaged_archive_is_read_or_refused_and_never_crashes(data: bytes) -> None:
    with suppress(Refused):
        read_all(data)
