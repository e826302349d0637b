"""QTI 2.1 and 3.0 as content packages: a test with a section for each topic, and its items."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

from msgspec import Struct

from studyapp.core.bank import Question, TopicId
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.files.archive import packed
from studyapp.formats.exchange import Exported, left_out, warning
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.naming import fit
from studyapp.formats.numbers import number_text
from studyapp.formats.pictures import NoPicture, Pictures
from studyapp.formats.qti.markup import Element, document, element, plain
from studyapp.formats.qti.names import EXACT
from studyapp.formats.qti.versions import LOM, QTI_21, QTI_30, Version
from studyapp.formats.qti.writing_items import item
from studyapp.formats.qti.writing_kinds import CannotHold
from studyapp.formats.qti.writing_texts import Lose

MANIFEST = "imsmanifest.xml"
_TEST = "test.xml"
_STYLE = "styles/text.css"
_CSS = f".{EXACT} {{ white-space: pre-wrap; }}\n".encode()
# The weight by which the score of an item counts in the test.
_POINTS = "POINTS"
_NO_TOPIC = TopicId("Questions")


def write_qti21(questions: QuestionSet, now: datetime) -> Exported:
    """A content package of QTI 2.1."""
    return _written(questions, now, QTI_21)


def write_qti30(questions: QuestionSet, now: datetime) -> Exported:
    """A content package of QTI 3.0."""
    return _written(questions, now, QTI_30)


class _Item(Struct, frozen=True):
    """An item that was written, and the other files that it needs."""

    question: Question
    identifier: str
    href: str
    needs: tuple[str, ...]


def _written(questions: QuestionSet, now: datetime, version: Version) -> Exported:
    package = _Package(questions, version)
    for number, question in enumerate(questions.questions, start=1):
        package.add(number, question)
    sections = _sections(questions, package.items)
    ordered = [each.question.id for _, items in sections for each in items]
    if ordered != [each.question.id for each in package.items]:
        message = "the questions stand in the order of their topics"
        package.problems.append(warning(version.title, "order-changed", message))
    package.put(_TEST, _test(questions, sections, version), version.renamed)
    manifest = _manifest(questions, package, now)
    files = {MANIFEST: document(manifest)[0], **package.files}
    return Exported(packed(files), (*package.problems, *package.losses.problems()))


class _Package:
    """What has been written so far."""

    def __init__(self, questions: QuestionSet, version: Version) -> None:
        self.version = version
        self.items: list[_Item] = []
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._stems = stems_of(questions)
        self.losses = Losses(version.title, "question", self._stems)
        self._given = questions.pictures
        self._pictures = Pictures()

    def add(self, number: int, question: Question) -> None:
        """Writes a question, or notes why it cannot be written."""
        told = set[tuple[str, str]]()

        def lose(code: str, message: str) -> None:
            if (code, message) not in told:
                told.add((code, message))
                self.losses.add(number, code, message)

        picture = self._picture(question, lose)
        try:
            root = item(question, self.version, lose, picture and f"../{picture}", f"../{_STYLE}")
        except CannotHold as error:
            message = f"question {number} is left out: {error}"
            stem = self._stems[number - 1]
            self.problems.append(left_out(self.version.title, "left-out", message, hint=stem))
            return
        if question.evidence:
            lose("evidence-lost", "where its evidence stands in the source is lost")
        href = f"items/{number:03}-{fit(question.id)[:60] or 'item'}.xml"
        if not self.put(href, root, self.version.renamed):
            lose("signs-lost", "signs that XML cannot hold are replaced")
        needs = [picture] if picture else []
        if any(part.tag == "stylesheet" for part in root.content if isinstance(part, Element)):
            self.files[_STYLE] = _CSS
            needs.append(_STYLE)
        self.items.append(_Item(question, f"item-{number}", href, tuple(needs)))

    def put(self, name: str, root: Element, renamed: bool) -> bool:
        """Keeps the file; False where signs in it had to be replaced."""
        self.files[name], replaced = document(root, renamed=renamed)
        return not replaced

    def _picture(self, question: Question, lose: Lose) -> str | None:
        """The name of the picture's file in the package."""
        if question.picture is None:
            return None
        name = question.picture.file
        data = self._given.get(name, b"")
        try:
            found = self._pictures.add(name, data)
        except NoPicture:
            lose("picture-lost", f"the picture “{name}” is left out: it is missing or none")
            return None
        self.files[f"images/{found}"] = data
        return f"images/{found}"


def _sections(questions: QuestionSet, items: list[_Item]) -> list[tuple[TopicId, list[_Item]]]:
    """The items by topic, in the order of the topics; of nothing one empty section."""
    found: dict[TopicId, list[_Item]] = {topic: [] for topic in questions.topics}
    for each in items:
        found.setdefault(each.question.topic, []).append(each)
    return [(topic, its) for topic, its in found.items() if its] or [(_NO_TOPIC, [])]


def _test(
    questions: QuestionSet, sections: list[tuple[TopicId, list[_Item]]], version: Version
) -> Element:
    parts = [
        element(
            "assessmentSection",
            *(_reference(each) for each in items),
            identifier=f"section-{number}",
            title=questions.topics.get(topic, topic),
            visible="true",
        )
        for number, (topic, items) in enumerate(sections, start=1)
    ]
    total = element(
        "sum", element("testVariables", variableIdentifier="SCORE", weightIdentifier=_POINTS)
    )
    return element(
        "assessmentTest",
        element(
            "outcomeDeclaration",
            element("defaultValue", element("value", "0")),
            identifier="SCORE",
            cardinality="single",
            baseType="float",
        ),
        element(
            "testPart",
            element("itemSessionControl", showFeedback="true"),
            *parts,
            identifier="part",
            navigationMode="nonlinear",
            submissionMode="individual",
        ),
        element("outcomeProcessing", element("setOutcomeValue", total, identifier="SCORE")),
        xmlns=version.namespace,
        identifier="test",
        title=questions.title,
    )


def _reference(each: _Item) -> Element:
    weight = element("weight", identifier=_POINTS, value=number_text(each.question.points))
    return element("assessmentItemRef", weight, identifier=each.identifier, href=each.href)


def _manifest(questions: QuestionSet, package: _Package, now: datetime) -> Element:
    version = package.version
    numbers = count(1)
    shared = {name: f"file-{next(numbers)}" for name in package.files if not name.endswith(".xml")}
    return element(
        "manifest",
        element(
            "metadata",
            element("schema", version.schema),
            element("schemaversion", version.schema_version),
            _about(questions.title, now),
        ),
        element("organizations"),
        element("resources", *_resources(package, shared)),
        xmlns=version.package,
        identifier="package",
    )


def _about(title: str, now: datetime) -> Element:
    """The title of the set, and when it was written, as IEEE LOM has it."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    named = [element("general", _in_lom("title", title))] if title else []
    role = element("role", element("source", "LOMv1.0"), element("value", "publisher"))
    written = element("contribute", role, element("date", element("dateTime", moment)))
    return element("lom", *named, element("lifeCycle", written), xmlns=LOM)


def _in_lom(tag: str, words: str) -> Element:
    return element(tag, element("string", plain(words)))


def _resources(package: _Package, shared: dict[str, str]) -> Iterator[Element]:
    version = package.version
    yield element(
        "resource",
        element("file", href=_TEST),
        *(element("dependency", identifierref=each.identifier) for each in package.items),
        identifier="test",
        type=version.test_type,
        href=_TEST,
    )
    for each in package.items:
        tags = [_in_lom("keyword", tag) for tag in each.question.tags]
        about = [element("metadata", element("lom", element("general", *tags), xmlns=LOM))]
        yield element(
            "resource",
            *(about if tags else []),
            element("file", href=each.href),
            *(element("dependency", identifierref=shared[name]) for name in each.needs),
            identifier=each.identifier,
            type=version.item_type,
            href=each.href,
        )
    for name, identifier in shared.items():
        yield element(
            "resource",
            element("file", href=name),
            identifier=identifier,
            type="webcontent",
            href=name,
        )
