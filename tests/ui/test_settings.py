"""Settings are kept in the data folder and nowhere else."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studyapp.ui.settings import (
    FILE,
    Settings,
    larger,
    load_settings,
    save_settings,
    smaller,
)
from studyapp.ui.settings_page import SettingsPage
from studyapp.ui.theme import Scheme


def test_settings_come_back(tmp_path: Path) -> None:
    paths = ("/sets/a.yaml",)
    settings = Settings(Scheme.DARK, 130, 20, paths, "/sets/a.yaml", "01ff", True, "Ada")
    save_settings(settings, tmp_path / "new")

    assert load_settings(tmp_path / "new") == settings


def test_settings_are_for_their_owner_alone(tmp_path: Path) -> None:
    save_settings(Settings(), tmp_path)

    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_damaged_settings_are_the_usual_ones(tmp_path: Path) -> None:
    for damaged in (b"", b"{", b'{"scheme": "plaid"}', b'{"text": "big"}', b"\xff"):
        (tmp_path / FILE).write_bytes(damaged)

        assert load_settings(tmp_path) == Settings()


def test_a_text_size_that_is_not_offered_is_the_usual_one(tmp_path: Path) -> None:
    save_settings(Settings(Scheme.DARK, text=100_000), tmp_path)

    assert load_settings(tmp_path) == Settings(Scheme.DARK, text=100)


def test_text_sizes_end_somewhere() -> None:
    assert (smaller(85), smaller(100), larger(100), larger(175)) == (85, 85, 115, 175)


def test_scheme_and_text_size_are_chosen_with_buttons(
    show: Callable[..., None], qtbot: QtBot, tmp_path: Path
) -> None:
    page = SettingsPage(tmp_path)
    show(page)
    page.show_settings(Settings(text=175))
    with qtbot.waitSignal(page.scheme_chosen) as scheme:
        page.schemes[Scheme.CONTRAST].click()
    with qtbot.waitSignal(page.text_chosen) as text:
        page.smaller.click()

    assert (scheme.args, text.args) == ([Scheme.CONTRAST], [150])
    assert not page.larger.isEnabled()


def test_data_folder_is_told(show: Callable[..., None], tmp_path: Path) -> None:
    page = SettingsPage(tmp_path)
    show(page)
    shown = [each.text().replace("\u200b", "") for each in page.findChildren(QLabel)]

    assert str(tmp_path) in shown
