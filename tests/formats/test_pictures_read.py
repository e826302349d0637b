"""Pictures taken in: named once, held to limits, and told where they are left out."""

import io
import json
from base64 import b64encode

import pytest
from anki_packages import database, new_package
from growth import grows_evenly
from qti_items import choice, declared, item
from sample import PIXEL

from studyapp.files.archive import packed
from studyapp.files.pictures import MAX_ALL
from studyapp.formats.anki.reader import read as read_anki
from studyapp.formats.exchange import Imported, Reader
from studyapp.formats.h5p.reader import read_h5p
from studyapp.formats.moodle.xml_reader import read_moodle_xml
from studyapp.formats.pictures import NoPicture, Pictures
from studyapp.formats.qti.reader import read_qti

FULL = "the pictures of the file are larger than 64 MB together"


def picture(number: int, size: int = len(PIXEL) + 10) -> bytes:
    """A picture that no other number has."""
    return PIXEL + str(number).encode().rjust(size - len(PIXEL), b"0")


def test_a_picture_is_named_once_and_others_of_its_name_get_a_number() -> None:
    pictures = Pictures()
    names = ["a/map.gif", "b/map.png", "b/map.png", "map", "map-2.png", "\u2014"]
    datas = [picture(1), picture(2), picture(2), picture(1), picture(3), picture(1)]
    found = [pictures.add(name, data) for name, data in zip(names, datas, strict=True)]

    assert found == [
        "map.png",
        "map-2.png",
        "map-2.png",
        "map.png",
        "map-2-2.png",
        "picture.png",
    ]
    assert pictures.found["map-2.png"] == picture(2)


def test_so_many_bytes_of_pictures_are_taken_in_and_no_more() -> None:
    pictures = Pictures()
    size = 4 * 1024 * 1024
    for number in range(MAX_ALL // size):
        pictures.add("x.png", picture(number, size))

    assert pictures.add("x.png", picture(3, size)) == "x-4.png"
    with pytest.raises(NoPicture, match=FULL):
        pictures.add("y.png", PIXEL)


def test_pictures_of_one_name_are_taken_in_evenly() -> None:
    def work(size: int) -> None:
        pictures = Pictures()
        for number in range(size):
            pictures.add("x.png", picture(number))

    assert grows_evenly(work, 2000)


def anki() -> bytes:
    media = {f"{number}.png": picture(number) for number in range(3)}
    notes = [[f"ask {number} <img src={number}.png>", "b"] for number in range(3)]
    return new_package(database(*notes), media)


def h5p() -> bytes:
    parts = [
        {
            "library": "H5P.TrueFalse 1.8",
            "params": {
                "question": f"ask {number}",
                "media": {
                    "type": {
                        "library": "H5P.Image 1.1",
                        "params": {"file": {"path": f"images/{number}.png"}},
                    }
                },
            },
        }
        for number in range(3)
    ]
    about, content = {"mainLibrary": "H5P.QuestionSet"}, {"questions": parts}
    members = {
        "h5p.json": json.dumps(about).encode(),
        "content/content.json": json.dumps(content).encode(),
    }
    images = {f"content/images/{number}.png": picture(number) for number in range(3)}
    return packed(members | images)


def moodle() -> bytes:
    questions = "".join(
        f'<question type="essay"><questiontext format="html"><text><![CDATA[ask {number} '
        f'<img src="@@PLUGINFILE@@/{number}.png">]]></text><file name="{number}.png" path="/" '
        f'encoding="base64">{b64encode(picture(number)).decode()}</file></questiontext></question>'
        for number in range(3)
    )
    return f"<quiz>{questions}</quiz>".encode()


def qti() -> bytes:
    members = {}
    for number in range(3):
        body = f'<p>ask {number} <img src="{number}.png" alt=""/></p>{choice(A="a", B="b")}'
        members[f"{number}.xml"] = item(declared("A"), body).encode()
        members[f"{number}.png"] = picture(number)
    return packed(members)


@pytest.mark.parametrize(
    ("data", "read"),
    [(anki(), read_anki), (h5p(), read_h5p), (moodle(), read_moodle_xml), (qti(), read_qti)],
    ids=["anki", "h5p", "moodle", "qti"],
)
def test_every_reader_tells_which_pictures_are_too_much(
    data: bytes, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load(read, data)
    monkeypatch.setattr("studyapp.formats.pictures.MAX_ALL", 2 * len(picture(0)))
    found = load(read, data)

    assert len(whole.questions.pictures) == 3
    assert list(found.questions.pictures.values()) == [picture(0), picture(1)]
    shown = [each.picture is not None for each in found.questions.questions]
    assert shown == [True, True, False]
    told = [each.message for each in found.problems if each not in whole.problems]
    assert len(told) == 1
    assert "left out: the pictures of the file are larger than" in told[0]


def load(read: Reader, data: bytes) -> Imported:
    return read(io.BytesIO(data), "file", lambda _done, _all: None)
