"""Where questions come from that go out or onto paper, in words."""

from PySide6.QtCore import QCoreApplication

from studyapp.authoring.selection import Origin


def tr(text: str) -> str:
    return QCoreApplication.translate("origins", text)


def origin_name(origin: Origin) -> str:
    match origin:
        case Origin.ALL:
            return tr("Generated and written by hand")
        case Origin.GENERATED:
            return tr("Generated from the facts")
        case Origin.WRITTEN:
            return tr("Written by hand")
