"""The real Anki library: collections made with it, and files that it writes and reads."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import anki.import_export_pb2 as messages
import anki.lang
from anki.collection import Collection
from anki.notes import Note
from sample import PIXEL

anki.lang.set_lang("en_US")


class Anki:
    """A collection of its own in a folder; what it writes comes back as bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def add(self, kind: str, deck: str, fields: Sequence[str], tags: Sequence[str] = ()) -> Note:
        model = self.collection.models.by_name(kind)
        assert model is not None
        note = self.collection.new_note(model)
        note.fields[: len(fields)] = fields
        note.tags = list(tags)
        deck_id = self.collection.decks.id(deck)
        assert deck_id is not None
        self.collection.add_note(note, deck_id)
        return note

    def select(self, deck: str) -> None:
        deck_id = self.collection.decks.id(deck)
        assert deck_id is not None
        self.collection.decks.select(deck_id)

    def add_medium(self, name: str, data: bytes) -> None:
        assert self.collection.media.write_data(name, data) == name

    def add_occlusion(self, deck: str) -> None:
        """A note that hides parts of a picture, as Anki's editor makes it."""
        self.select(deck)
        self.collection.add_image_occlusion_notetype()
        image = self.folder / "map.png"
        image.write_bytes(PIXEL)
        kind = self.collection.models.by_name("Image Occlusion")
        assert kind is not None
        self.collection.add_image_occlusion_note(
            notetype_id=kind["id"],
            image_path=str(image),
            occlusions="{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}",
            header="Map",
            back_extra="",
            tags=[],
        )

    def package(self, *, legacy: bool, history: bool = False) -> bytes:
        """An .apkg of all decks: of generation 2 where it is for older programs, else 3."""
        path = self.folder / "out.apkg"
        options = messages.ExportAnkiPackageOptions(
            with_scheduling=history, with_media=True, legacy=legacy
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path.read_bytes()

    def whole(self, *, legacy: bool) -> bytes:
        """A .colpkg, of generation 2 or 3."""
        path = self.folder / "out.colpkg"
        self.collection.export_collection_package(str(path), include_media=True, legacy=legacy)
        self.collection.reopen()
        return path.read_bytes()

    def old_package(self) -> bytes:
        """An .apkg as Anki 2.0 wrote it: the tables of schema 11 in ``collection.anki2`` alone."""
        file = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.package(legacy=True))) as newer,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as older,
        ):
            older.writestr("collection.anki2", newer.read("collection.anki21"))
            for name in newer.namelist():
                if name not in ("meta", "collection.anki2", "collection.anki21"):
                    older.writestr(name, newer.read(name))
        return file.getvalue()

    def text(self, **parts: bool) -> bytes:
        """The export “Notes in Plain Text”; ``parts`` are its options, all on unless named."""
        path = self.folder / "out.txt"
        names = ("with_html", "with_tags", "with_deck", "with_notetype", "with_guid")
        options = {name: parts.get(name, True) for name in names}
        self.collection.export_note_csv(out_path=str(path), limit=None, **options)
        return path.read_bytes()

    def take(self, data: bytes) -> messages.ImportResponse.Log:
        """Import a package; what Anki says of it."""
        path = self.folder / "in.apkg"
        path.write_bytes(data)
        request = messages.ImportAnkiPackageRequest(
            package_path=str(path), options=messages.ImportAnkiPackageOptions()
        )
        return self.collection.import_anki_package(request).log

    def take_text(self, data: bytes) -> messages.ImportResponse.Log:
        """Import a text file as Anki's window offers it; what Anki says of it."""
        path = self.folder / "in.txt"
        path.write_bytes(data)
        metadata = self.collection.get_csv_metadata(str(path), None)
        request = messages.ImportCsvRequest(path=str(path), metadata=metadata)
        return self.collection.import_csv(request).log

    def notes(self) -> list[Note]:
        return [self.collection.get_note(note) for note in self.collection.find_notes("")]

    def decks_of(self, note: Note) -> list[str]:
        return [self.collection.decks.name(card.did) for card in note.cards()]


@contextmanager
def anki_in(folder: Path) -> Iterator[Anki]:
    opened = Anki(folder)
    try:
        yield opened
    finally:
        opened.collection.close()
