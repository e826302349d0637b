"""The strict reader of the tests does refuse what is wrong."""

import zipfile
from io import BytesIO

import pytest
from sample import NOW, SAMPLE
from strict_qti import Invalid, check_package

from studyapp.files.archive import packed
from studyapp.formats.qti.writer import write_qti21, write_qti30

PACKAGES = {"2.1": write_qti21(SAMPLE, NOW).data, "3.0": write_qti30(SAMPLE, NOW).data}

MOUTH = "items/001-mouth.xml"
SINGLE = 'cardinality="single" baseType="identifier">'
SEVERAL = 'cardinality="multiple" baseType="identifier">'
WRONG = [
    ("2.1", MOUTH, ' timeDependent="false"', ""),
    ("2.1", MOUTH, "<value>C1</value>", "<value>C9</value>"),
    ("2.1", MOUTH, '<simpleChoice identifier="C2">', '<simpleChoice identifier="C1">'),
    ("2.1", MOUTH, SINGLE, SEVERAL),
    ("2.1", MOUTH, "<prompt>", "<prompt><p>x</p>"),
    ("2.1", MOUTH, '<variable identifier="RESPONSE"/>', '<variable identifier="OTHER"/>'),
    ("2.1", MOUTH, ' outcomeIdentifier="FEEDBACK"', ' outcomeIdentifier="SCORE"'),
    ("2.1", "items/004-bridge.xml", "../images/bridge.png", "../images/gone.png"),
    ("2.1", "items/006-length.xml", ' tolerance="10 10"', ""),
    (
        "2.1",
        "items/006-length.xml",
        '<baseValue baseType="float">2850',
        '<baseValue baseType="string">2850',
    ),
    ("2.1", "items/009-partners.xml", "<value>L1 R1</value>", "<value>R1 L1</value>"),
    ("2.1", "items/010-downstream.xml", "rptemplates/match_correct", "rptemplates/map_response"),
    ("2.1", "items/010-downstream.xml", ' shuffle="true"', ' shuffle="yes"'),
    ("2.1", "test.xml", 'href="items/001-mouth.xml"', 'href="items/999.xml"'),
    ("2.1", "test.xml", ' title="Rivers"', ""),
    ("2.1", "imsmanifest.xml", 'href="images/bridge.png"', 'href="images/gone.png"'),
    ("2.1", "imsmanifest.xml", 'identifierref="file-1"', 'identifierref="file-9"'),
    ("3.0", MOUTH, "qti-simple-choice", "simple-choice"),
    ("3.0", MOUTH, "time-dependent", "timeDependent"),
    ("3.0", MOUTH, "qti-content-body", "p"),
    ("3.0", "items/010-downstream.xml", "/v3p0/rptemplates/", "/v2p1/rptemplates/"),
]


@pytest.mark.parametrize(("version", "name", "right", "wrong"), WRONG)
def test_what_is_wrong_is_refused(version: str, name: str, right: str, wrong: str) -> None:
    with zipfile.ZipFile(BytesIO(PACKAGES[version])) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    before = members[name].decode()
    assert right in before
    members[name] = before.replace(right, wrong).encode()

    with pytest.raises(Invalid):
        check_package(packed(members), version)


@pytest.mark.parametrize("version", PACKAGES)
def test_what_is_right_is_not(version: str) -> None:
    assert len(check_package(PACKAGES[version], version)) == len(SAMPLE.questions)
