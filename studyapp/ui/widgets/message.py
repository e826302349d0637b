"""A box that tells or asks something and waits in front of its window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


def message(parent: QWidget, text: str, details: str = "", *, title: str = "") -> QMessageBox:
    """A box without buttons yet; it never reads its text as markup."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(details)
    return box


def add_choice(box: QMessageBox, does: str, stays: str) -> QPushButton:
    """A button that does it and one that leaves all as it is; Enter and Esc mean the latter.

    Gives the button that does it.
    """
    done = box.addButton(does, QMessageBox.ButtonRole.AcceptRole)
    kept = box.addButton(stays, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(kept)
    box.setEscapeButton(kept)
    return done
