"""QTI of any version, as a file of its own or a content package."""

from typing import BinaryIO
from urllib.parse import unquote

from msgspec.structs import replace

from studyapp.core.bank import Question
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture
from studyapp.files.archive import Archive
from studyapp.files.decoding import read_all
from studyapp.files.refusal import Refused, refused
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.html_text import from_html
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.pictures import NoPicture, Pictures
from studyapp.formats.points import held
from studyapp.formats.qti.canvas import quiz_title
from studyapp.formats.qti.draft import Draft
from studyapp.formats.qti.items_1 import read_item_1
from studyapp.formats.qti.items_2 import read_item
from studyapp.formats.qti.names import in_2x
from studyapp.formats.qti.package import Package, Resource
from studyapp.formats.qti.sections_1 import Listed, assessment, elsewhere, listed
from studyapp.formats.qti.sections_2 import Reference, references
from studyapp.formats.qti.steps import Steps
from studyapp.formats.safe_xml import Node, parse_xml

_ZIP = b"PK\x03\x04"
_ROOTS_1 = frozenset(["questestinterop"])
_TESTS = frozenset(["assessmentTest", "assessmentSection"])
_BETWEEN_TITLES = " / "


def read_qti(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of an XML file or of a package. Raises Refused where it holds none."""
    start = file.read(len(_ZIP))
    file.seek(0)
    if start != _ZIP:
        reading = _Reading(Package(None, path), progress)
        reading.read_file(in_2x(parse_xml(read_all(file, path), path)))
        return reading.imported()
    with Archive.open(file, path) as archive:
        reading = _Reading(Package(archive, path), progress)
        reading.read_package()
        return reading.imported()


class _Reading:
    """What has been read so far."""

    def __init__(self, package: Package, progress: Progress) -> None:
        self._package = package
        self._steps = Steps(progress)
        self._names = Names()
        self._pictures = Pictures()
        self._questions: list[Question] = []
        self._problems: list[Problem] = []
        self._title = ""
        self._seen: set[str] = set()
        self._tags: dict[str, tuple[str, ...]] = {}

    def imported(self) -> Imported:
        self._steps.end()
        if not self._questions and not self._problems:
            raise refused(self._package.path, "no-questions", "there is no question in this file")
        found = QuestionSet(
            self._title, self._names.topics, tuple(self._questions), self._pictures.found
        )
        return Imported(found, tuple(self._problems))

    def read_file(self, root: Node) -> None:
        """Reads a file that stands alone."""
        path = self._package.path
        if root.tag in _ROOTS_1:
            items = list(listed(root))
            self._steps.begin_items(len(items))
            self._title = assessment(root)[1]
            self._items_1(path, items, titled=False)
            self._note_elsewhere(path, root)
        elif root.tag == "assessmentItem":
            self._steps.begin_items(1)
            self._item(path, root, (), 1.0)
        elif root.tag in _TESTS:
            message = "a test by itself holds no questions; open the package that it came in"
            raise refused(path, "no-package", message, at=root.position)
        elif root.tag == "manifest":
            message = "this only lists the files of a package; open the package itself"
            raise refused(path, "no-package", message, at=root.position)
        else:
            raise refused(path, "not-qti", "this is no file of QTI", at=root.position)

    def read_package(self) -> None:
        """Reads all tests of a package, then the items that stand in none."""
        resources = self._resources()
        trees = self._trees(_xml_files(resources, self._package.names))
        self._steps.begin_items(sum(map(_count, trees.values())))
        tests = {name: root for name, root in trees.items() if root.tag == "assessmentTest"}
        for name, root in tests.items():
            self._title = self._title or root.get("title").strip()
            for each in references(root, name, self._section):
                self._referenced(each, trees)
        for name, root in trees.items():
            if root.tag == "assessmentItem" and name not in self._seen:
                self._seen.add(name)
                self._item(name, root, (), 1.0)
        self._quizzes(trees)

    def _resources(self) -> list[Resource]:
        name = self._package.manifest
        root = self._tree(name) if name is not None else None
        if name is None or root is None:
            return []
        found = list(self._package.resources(root))
        self._tags = {each.href: each.tags for each in found if each.tags}
        for each in found:
            if each.href and not self._package.has(each.href) and "://" not in each.href:
                self._missing(name, each.href, Position())
        return found

    def _missing(self, name: str, wanted: str, at: Position) -> None:
        message = f"“{wanted[:100]}” is not in the package"
        if wanted not in self._seen:
            self._seen.add(wanted)
            self._problems.append(left_out(self._where(name), "missing-file", message, at))

    def _trees(self, names: list[str]) -> dict[str, Node]:
        """The files that can be read as XML; what is wrong with others is noted."""
        found: dict[str, Node] = {}
        for number, name in enumerate(names):
            self._steps.file(number, len(names))
            if (root := self._tree(name)) is not None:
                found[name] = root
        return found

    def _tree(self, name: str) -> Node | None:
        try:
            return self._package.tree(name)
        except KeyError:
            return None
        except Refused as refusal:
            self._problems.append(refusal.problem)
            return None

    def _section(self, start: str, href: str, at: Position) -> tuple[Node, str] | None:
        """A section in a file of its own, each once."""
        name = self._package.resolve(start, href)
        if not self._package.has(name):
            self._missing(start, name, at)
            return None
        if name in self._seen:
            return None
        self._seen.add(name)
        root = self._tree(name)
        return (root, name) if root is not None and root.tag == "assessmentSection" else None

    def _referenced(self, each: Reference, trees: dict[str, Node]) -> None:
        name = self._package.resolve(each.start, each.href)
        if not self._package.has(name):
            self._missing(each.start, name, each.at)
            return
        if name in self._seen:
            message = f"“{name[:100]}” stands in the test more than once; it is read once"
            self._warn(each.start, "twice", message, each.at)
            return
        self._seen.add(name)
        root = trees.get(name) or (None if name in trees else self._tree(name))
        if root is not None and root.tag == "assessmentItem":
            self._item(name, root, each.topic, each.weight)

    def _item(self, name: str, root: Node, topic: tuple[str, ...], weight: float) -> None:
        self._steps.item()
        try:
            drafts = read_item(root)
        except UnreadableAt as problem:
            self._unreadable(name, root, root.get("identifier"), problem)
            return
        for draft in drafts:
            points = draft.question.points * weight
            tags = self._tags.get(name, ())
            self._keep(name, draft, topic, replace(draft.question, points=points, tags=tags))

    def _quizzes(self, trees: dict[str, Node]) -> None:
        """Files of QTI 1.2, by the titles that Canvas gives beside them."""
        quizzes = {name: root for name, root in trees.items() if root.tag in _ROOTS_1}
        titles = self._quiz_titles(trees)
        kept: dict[str, tuple[str, Node]] = {}
        for name, root in quizzes.items():
            # Canvas adds a fuller form of each quiz, in a file that ends so.
            key = assessment(root)[0] or name
            if key not in kept or name.endswith(".qti"):
                kept[key] = name, root
        for key, (name, root) in kept.items():
            title = titles.get(key) or assessment(root)[1]
            items = [_under(each, root, title) for each in listed(root)]
            several = len(kept) > 1
            self._title = self._title or ("" if several else title)
            self._items_1(name, items, titled=several)
            self._note_elsewhere(name, root)

    def _quiz_titles(self, trees: dict[str, Node]) -> dict[str, str]:
        found = {}
        for name, root in trees.items():
            if root.tag == "quiz":
                identifier, title, words = quiz_title(root)
                found[identifier] = title
                if from_html(words).plain.strip():
                    message = f"the introduction of the quiz “{title[:60]}” is left out"
                    self._warn(name, "introduction-lost", message, root.position)
        return found

    def _items_1(self, name: str, items: list[Listed], *, titled: bool) -> None:
        """Items with their sections as topics; a quiz that is alone needs no topic of its own."""
        sections = {each.topic for each in items}
        for each in items:
            self._steps.item()
            topic = each.topic if titled or len(sections) == 1 else each.topic[1:] or each.topic
            try:
                draft = read_item_1(each.item)
            except UnreadableAt as problem:
                self._unreadable(name, each.item, each.item.get("ident"), problem)
                continue
            self._keep(name, draft, topic, draft.question)

    def _keep(self, name: str, draft: Draft, topic: tuple[str, ...], question: Question) -> None:
        wanted = question.id.strip()
        fact = self._names.question(wanted, len(self._questions) + 1)
        for note in draft.notes:
            self._warn(name, note.code, note.message, note.at)
        points, change = held(question.points)
        if change:
            self._warn(name, "bad-points", change, draft.at)
        self._questions.append(
            replace(
                question,
                id=fact,
                points=points,
                topic=self._names.topic(_BETWEEN_TITLES.join(topic) or QUESTIONS),
                picture=self._picture(name, question.picture, draft.at),
            )
        )

    def _picture(self, name: str, picture: Picture | None, at: Position) -> Picture | None:
        if picture is None:
            return None
        address = picture.file
        named = not address.startswith("data:")
        called = unquote(address.partition("?")[0]) if named else "picture"
        try:
            return Picture(
                self._pictures.add(called, self._package.picture(name, address)), picture.alt
            )
        except NoPicture as why:
            message = f"the picture “{called[-100:]}” is left out: {why}"
            self._warn(name, "picture-lost", message, at)
            return None

    def _unreadable(self, name: str, item: Node, identifier: str, problem: UnreadableAt) -> None:
        at = problem.at or item.position
        title = item.get("title").strip() or identifier
        message = f"“{title[:60]}” is left out: {problem.message}"
        self._problems.append(left_out(self._where(name), problem.code, message, at))

    def _note_elsewhere(self, name: str, root: Node) -> None:
        for each in elsewhere(root)[:1]:
            message = "questions that are drawn from elsewhere are left out"
            self._warn(name, "drawn", message, each.position)

    def _warn(self, name: str, code: str, message: str, at: Position) -> None:
        self._problems.append(warning(self._where(name), code, message, at))

    def _where(self, name: str) -> str:
        return name if name == self._package.path else self._package.within(name)


def _under(each: Listed, root: Node, title: str) -> Listed:
    """The item under the title that its quiz really has."""
    old = assessment(root)[1]
    rest = each.topic[1:] if each.topic[:1] == (old,) else each.topic
    return Listed(each.item, (title, *rest) if title else rest)


def _count(root: Node) -> int:
    """How many items a file holds."""
    return 1 if root.tag == "assessmentItem" else len(list(listed(root)))


def _xml_files(resources: list[Resource], names: tuple[str, ...]) -> list[str]:
    """The XML that the manifest names, each file once; without any, all XML of the package."""
    listed = [name for each in resources for name in (each.href, *each.files) if _is_xml(name)]
    return list(dict.fromkeys(listed or filter(_is_xml, names)))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".qti"))
