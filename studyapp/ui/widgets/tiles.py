"""A layout in as many equal columns as there is room for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from studyapp.ui import theme


class Tiles(QLayout):
    """Its widgets stand side by side, and below each other where it is narrow.

    A column is at least ``least`` pixels wide at 100 % text. The tiles of a row are
    all as high as the highest.
    """

    def __init__(self, least: int, gap: int = 8) -> None:
        super().__init__()
        self._least = least
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(height for _, height in rows) + self._gap * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        width = theme.px(self._least)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        wide = self._wide(place.width())
        top = place.top()
        for items, height in self._rows(place.width()):
            for column, item in enumerate(items):
                left = place.left() + column * (wide + self._gap)
                item.setGeometry(QRect(left, top, wide, height))
            top += height + self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _columns(self, width: int) -> int:
        fitting = (width + self._gap) // (theme.px(self._least) + self._gap)
        return max(1, min(fitting, len(self._shown())))

    def _wide(self, width: int) -> int:
        columns = self._columns(width)
        return (width - self._gap * (columns - 1)) // columns

    def _rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """The tiles of each row, and its height."""
        columns, wide, shown = self._columns(width), self._wide(width), self._shown()
        rows = [shown[start : start + columns] for start in range(0, len(shown), columns)]
        return [(row, max(_height(item, wide) for item in row)) for row in rows]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
