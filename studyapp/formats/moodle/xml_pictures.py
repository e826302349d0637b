"""The picture of a question in Moodle XML: a file in base64 that its stem shows."""

import binascii
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from msgspec import Struct

from studyapp.core.questions import Picture
from studyapp.formats.moodle.xml_texts import Texts, raw_text
from studyapp.formats.pictures import NoPicture, Pictures
from studyapp.formats.safe_xml import Node

_FILES = "@@PLUGINFILE@@"
# The files of a question in Moodle 1: one, under this path.
_OLD_FILE = "image_base64"


class _File(Struct, frozen=True):
    name: str
    code: str
    node: Node


def stem_picture(question: Node, texts: Texts, pictures: Pictures) -> Picture | None:
    """The first picture of the stem that can be shown; what is left out is noted.

    To be called once for a question: it takes the picture into the set.
    """
    files = {file.name: file for file in _files(question)}
    shown = [*texts.pictures]
    if question.find(_OLD_FILE) is not None and (old := raw_text(question.find("image"))):
        shown.append((f"{_FILES}/{old}", ""))
    found: Picture | None = None
    for address, alt in shown:
        name = _name(address)
        try:
            if found is not None:
                raise NoPicture("a question has one here")
            found = Picture(pictures.add(name, _read(address, files.get(name))), alt)
        except NoPicture as why:
            message = f"the picture “{name[-80:]}” is left out: {why}"
            texts.note(question, "picture-lost", message)
    _note_unseen(files, shown, texts)
    return found


def _files(question: Node) -> Iterator[_File]:
    stem = question.find("questiontext")
    if stem is not None:
        for file in stem.all("file"):
            path = file.get("path", "/").strip("/")
            name = f"{path}/{file.get('name')}" if path else file.get("name")
            yield _File(name, file.words, file)
    old = question.find(_OLD_FILE)
    if old is not None:
        yield _File(raw_text(question.find("image")), old.words, old)


def _name(address: str) -> str:
    """The file that the address of a picture means, by its name in Moodle's folder."""
    if address.lower().startswith("data:"):
        return "picture"
    return unquote(address.partition("?")[0]).removeprefix(_FILES).lstrip("/")


def _read(address: str, file: _File | None) -> bytes:
    """The bytes of a picture. Raises NoPicture."""
    kind, comma, code = address.partition(",")
    if kind.lower().startswith("data:") and "base64" in kind.lower() and comma:
        return _decoded(code)
    if not address.startswith(_FILES):
        raise NoPicture("it is not in this file")
    if file is None:
        raise NoPicture("the file does not hold it")
    return _decoded(file.code)


def _decoded(code: str) -> bytes:
    try:
        return binascii.a2b_base64("".join(code.split()), strict_mode=True)
    except ValueError:
        raise NoPicture("it is damaged") from None


def _note_unseen(files: dict[str, _File], shown: Sequence[tuple[str, str]], texts: Texts) -> None:
    """Files that no picture of the stem shows: recordings, and what is only linked to."""
    seen = {_name(address) for address, _ in shown}
    for file in files.values():
        if file.name not in seen:
            texts.note(file.node, "file-lost", f"the file “{file.name[-80:]}” is left out")
