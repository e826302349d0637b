"""Enter that is held down does one thing, not one after the other."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from studyapp.ui.widgets.buttons import ENTER_KEYS

# An X server repeats a key by releasing and pressing it in the same millisecond; Qt often
# takes that for a person. Nobody is that quick.
_QUICKEST_MS = 2


class HeldEnter(QObject):
    """Swallows what a held Enter repeats, in every window that gets the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._released_at = -_QUICKEST_MS - 1
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    def watch(self, window: QWindow) -> None:
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in ENTER_KEYS:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyRelease:
            self._released_at = event.timestamp()
        elif event.type() is QEvent.Type.KeyPress:
            quick = 0 <= event.timestamp() - self._released_at <= _QUICKEST_MS
            return event.isAutoRepeat() or quick
        return super().eventFilter(watched, event)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            self.watch(window)
