"""The files of a content package, or the one file that stands alone."""

from base64 import b64decode
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from studyapp.files.archive import Archive
from studyapp.files.decoding import MAX_TEXT_BYTES
from studyapp.files.refusal import refused
from studyapp.formats.pictures import NoPicture, picture_in
from studyapp.formats.qti.names import in_2x
from studyapp.formats.safe_xml import Elements, Node, parse_xml

MANIFEST = "imsmanifest.xml"
# The most that all XML of a package may come to.
_MOST_XML = 256 * 1024 * 1024

# How Canvas writes the folder in which the files of a course lie.
_COURSE_FILES = (
    "$IMS-CC-FILEBASE$/",
    "$IMS_CC_FILEBASE$/",
    "$CANVAS_COURSE_REFERENCE$/file_contents/",
)
_WEB_FOLDER = "web_resources"


class Resource(Struct, frozen=True):
    """An entry of the manifest; ``tags`` are the keywords of its metadata."""

    href: str
    files: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Package:
    """Reads files by their names in the archive; without an archive there are none."""

    def __init__(self, archive: Archive | None, path: str) -> None:
        self.path = path
        self._archive = archive
        self._names = frozenset(archive.names if archive is not None else ())
        self._xml_left = _MOST_XML
        self._elements = Elements()
        found = [name for name in self._names if name.rpartition("/")[2].lower() == MANIFEST]
        self.manifest = min(found, key=lambda name: (name.count("/"), name), default=None)

    @property
    def names(self) -> tuple[str, ...]:
        return self._archive.names if self._archive is not None else ()

    def has(self, name: str) -> bool:
        return name in self._names

    def within(self, name: str) -> str:
        """How problems call a file of the package."""
        return f"{self.path}/{name}"

    def tree(self, name: str) -> Node:
        """The root element of a file, under the names of 2.x; raises Refused or KeyError."""
        if self._archive is None:
            raise KeyError(name)
        data = self._archive.read(name, MAX_TEXT_BYTES)
        self._xml_left -= len(data)
        if self._xml_left < 0:
            raise refused(self.path, "too-large", "the XML of the package is too large")
        return in_2x(parse_xml(data, self.within(name), elements=self._elements))

    def resources(self, root: Node) -> Iterator[Resource]:
        """The entries of the manifest with the full names of their files."""
        base = dirname(self.manifest or "")
        for parent in root.all("resources"):
            folder = join(base, root.get("base"), parent.get("base"))
            for each in parent.all("resource"):
                inner = join(folder, each.get("base"))
                files = [self._name(inner, file.get("href")) for file in each.all("file")]
                href = each.get("href")
                yield Resource(
                    self._name(inner, href) if href else "",
                    tuple(files),
                    tuple(_keywords(each)),
                )

    def resolve(self, start: str, address: str) -> str:
        """The name of the file that an address in the file ``start`` means."""
        return self._name(dirname(start), address)

    def picture(self, start: str, address: str) -> bytes:
        """The bytes of a picture that a file names. Raises NoPicture."""
        if address.startswith("data:"):
            return _inline(address)
        if self._archive is None:
            raise NoPicture("there is no package that could hold it")
        return picture_in(self._archive, self._picture_name(start, address))

    def _picture_name(self, start: str, address: str) -> str:
        plain = unquote(address.partition("?")[0])
        for beginning in _COURSE_FILES:
            if plain.startswith(beginning):
                return normpath(join(_WEB_FOLDER, plain.removeprefix(beginning)))
        return self._name(dirname(start), plain)

    def _name(self, folder: str, address: str) -> str:
        """The name as the archive has it, also where the address is in percent signs."""
        for plain in (address, unquote(address)):
            name = normpath(join(folder, plain.replace("\\", "/")))
            if name in self._names:
                return name
        return normpath(join(folder, unquote(address)))


def _keywords(resource: Node) -> Iterator[str]:
    for metadata in resource.all("metadata"):
        for each in metadata.walk():
            if each.tag == "keyword" and (words := " ".join(each.words.split())):
                yield words


def _inline(address: str) -> bytes:
    """The bytes of a picture that stands in its own address. Raises NoPicture."""
    head, _, body = address.partition(",")
    try:
        if not head.endswith(";base64"):
            raise NoPicture("it is damaged")
        return b64decode("".join(unquote(body).split()), validate=True)
    except ValueError:
        raise NoPicture("it is damaged") from None
