"""All exchange formats, and which of them a file is in."""

from collections.abc import Callable
from pathlib import PurePath

from studyapp.files.refusal import refused
from studyapp.formats.aiken import is_aiken, read_aiken, write_aiken
from studyapp.formats.anki.reader import is_package
from studyapp.formats.anki.reader import read as read_anki
from studyapp.formats.anki.text import read_text as read_anki_text
from studyapp.formats.anki.text import write_text as write_anki_text
from studyapp.formats.anki.text_table import is_text as is_anki_text
from studyapp.formats.anki.writer import write as write_anki
from studyapp.formats.exchange import Format
from studyapp.formats.gift.reader import is_gift, read_gift
from studyapp.formats.gift.writer import write_gift
from studyapp.formats.h5p.reader import is_h5p, read_h5p
from studyapp.formats.kahoot import is_kahoot, read_kahoot
from studyapp.formats.moodle.xml_reader import is_moodle_xml, read_moodle_xml
from studyapp.formats.moodle.xml_writer import write_moodle_xml
from studyapp.formats.qti import is_qti
from studyapp.formats.qti.reader import read_qti
from studyapp.formats.qti.writer import write_qti21, write_qti30
from studyapp.formats.tables.reader import is_csv, read_csv
from studyapp.formats.tables.writer import write_csv
from studyapp.formats.text2qti.reader import is_text2qti, read_text2qti
from studyapp.formats.text2qti.writer import write_text2qti

# The first that recognises a file reads it: those that take almost any text come last.
FORMATS: tuple[Format, ...] = (
    Format("anki", "Anki package", (".apkg", ".colpkg"), is_package, read_anki, write_anki),
    Format("anki-text", "Anki text", (".anki.txt",), is_anki_text, read_anki_text, write_anki_text),
    Format("aiken", "Aiken", (".aiken", ".aiken.txt"), is_aiken, read_aiken, write_aiken),
    Format("gift", "GIFT (Moodle)", (".gift", ".gift.txt"), is_gift, read_gift, write_gift),
    Format("moodle-xml", "Moodle XML", (".xml",), is_moodle_xml, read_moodle_xml, write_moodle_xml),
    Format("qti30", "QTI 3.0", (".qti3.zip",), lambda _name, _head: False, None, write_qti30),
    Format("qti", "QTI (Canvas)", (".qti.zip", ".imscc", ".zip"), is_qti, read_qti, write_qti21),
    Format("kahoot", "Kahoot", (".xlsx",), is_kahoot, read_kahoot),
    Format("h5p", "H5P", (".h5p",), is_h5p, read_h5p),
    Format("text2qti", "text2qti", (".md",), is_text2qti, read_text2qti, write_text2qti),
    Format("csv", "Table (CSV, Quizlet)", (".csv",), is_csv, read_csv, write_csv),
)

# Formats that are known and not read: what to say of them, and how they are told.
_UNSUPPORTED: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    (
        "Blackboard",
        lambda head: b".bb-package-info" in head or b"http://www.blackboard.com" in head,
    ),
    ("ExamView", lambda head: b"<examview" in head.lower()),
    ("WebCT", lambda head: b":TYPE:" in head and b":TITLE:" in head),
    ("Word", lambda head: b"word/document.xml" in head or head.startswith(b"{\\rtf")),
)


def format_for_reading(path: str, head: bytes, named: str | None = None) -> Format:
    """The format of a file, by its name and its first 64 KiB unless it is ``named``.

    Raises Refused where it is of none that can be read.
    """
    if named is not None:
        return _named(path, named, [each for each in FORMATS if each.read])
    name = PurePath(path).name.lower()
    for each in FORMATS:
        if each.read and each.recognises(name, head):
            return each
    for title, is_such in _UNSUPPORTED:
        if is_such(head):
            raise refused(path, "unsupported-format", f"{title} files cannot be read")
    if name.endswith((".yaml", ".yml", ".studyset")):
        message = "this is a set of studyapp: open it, or import other files into it"
        raise refused(path, "is-a-set", message)
    hint = "name its format" if head else ""
    raise refused(path, "unknown-format", "this file is in no format that can be read", hint)


def format_for_writing(path: str, named: str | None = None) -> Format:
    """The format to write a file in, by the ending of its name unless it is ``named``.

    Where several have that ending it is the first. Raises Refused where none has.
    """
    writable = [each for each in FORMATS if each.write]
    if named is not None:
        return _named(path, named, writable)
    name = PurePath(path).name.lower()
    for each in writable:
        if name.endswith(each.extensions):
            return each
    endings = ", ".join(sorted({ending for each in writable for ending in each.extensions}))
    raise refused(path, "unknown-format", "no format has this ending", f"those are {endings}")


def _named(path: str, named: str, formats: list[Format]) -> Format:
    for each in formats:
        if each.name == named:
            return each
    names = ", ".join(each.name for each in formats)
    raise refused(path, "unknown-format", f"there is no format “{named}”", f"those are {names}")
