"""How the learner is doing: a list of views, one of them shown, each read when it is shown."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt, SessionScore
from studyapp.core.statistics.timeline import Range
from studyapp.ui import theme
from studyapp.ui.progress.figures import Figures
from studyapp.ui.progress.overview import Overview
from studyapp.ui.progress.preloading import Preloader
from studyapp.ui.progress.session_list import SessionList
from studyapp.ui.progress.session_page import SessionPage
from studyapp.ui.progress.view_list import ViewBox, ViewList
from studyapp.ui.progress.views import View
from studyapp.ui.widgets.banner import Banner
from studyapp.ui.widgets.text import label

if TYPE_CHECKING:
    from studyapp.ui.progress.chart_view import ChartView

_NARROW = 800  # in pixels at 100 % text


class ProgressPage(QStackedWidget):
    """Signals: ``session_requested(SessionScore)``, its attempts are to be shown;
    ``range_chosen(Range)``, the learner wants the charts to look back as far as this.
    """

    session_requested = Signal(object)
    range_chosen = Signal(object)

    def __init__(self, back: Range = Range.ALL) -> None:
        super().__init__()
        self._figures: Figures | None = None
        self.view = View.OVERVIEW
        self.back = back
        self.views = ViewList()
        self.views.chosen.connect(self.show_view)
        self.box = ViewBox()
        self.box.chosen.connect(self.show_view)
        self.overview = Overview()
        self.sessions = SessionList()
        self.sessions.chosen.connect(self.session_requested)
        self.shown = QStackedWidget()
        self.shown.addWidget(self.overview)
        self.shown.addWidget(self.sessions)
        self.refusal = Banner()
        self.refusal.button.hide()
        self.session = SessionPage()
        self.session.closed.connect(self._on_session_closed)
        self.preloader = Preloader(self)
        self.preloader.loaded.connect(lambda: self.charts)
        self.addWidget(self._laid_out())
        self.addWidget(self.session)

    @cached_property
    def charts(self) -> "ChartView":
        """Made when the first chart is shown: the plots take a while to load."""
        from studyapp.ui.progress.chart_view import ChartView

        view = ChartView()
        view.refused.connect(self._on_charts_refused)
        view.range_chosen.connect(self._on_charts_range_chosen)
        self.shown.addWidget(view)
        return view

    def show_figures(self, figures: Figures) -> None:
        """Show these numbers in the view in use."""
        self._figures = figures
        self._fill()

    def show_view(self, view: View) -> None:
        """Go to a view, and read what it shows."""
        self.view = view
        self.views.choose(view)
        self.box.choose(view)
        self._fill()

    def show_session(self, score: SessionScore, attempts: Sequence[Attempt]) -> None:
        """Show the attempts of one session."""
        self.session.show_attempts(score, attempts)
        self.setCurrentWidget(self.session)
        self.session.take_focus()

    def take_focus(self) -> None:
        if self.currentWidget() is self.session:
            self.session.take_focus()
        elif self.shown.currentWidget() is not self.sessions or not self.sessions.take_focus():
            (self.box if self.views.isHidden() else self.views).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.preloader.start()  # not before there is something to look at

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Where it is narrow, a box above in place of the list at the side."""
        narrow = self.width() < theme.px(_NARROW)
        self.views.setVisible(not narrow)
        self.box.setVisible(narrow)

    def _laid_out(self) -> QWidget:
        whole = QWidget()
        whole.setProperty("surface", "window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(28, 28, 28, 20)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Progress"), "title"), 1)
        head.addWidget(self.box, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self.refusal)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.views)
        row.addWidget(self.shown, 1)
        column.addLayout(row, 1)
        return whole

    def _fill(self) -> None:
        """Read what the view in use shows, and show it."""
        figures = self._figures
        if figures is None:
            return
        self.refusal.hide()
        match self.view:
            case View.OVERVIEW:
                self.overview.show_summary(figures.bank, figures.summary())
                self.shown.setCurrentWidget(self.overview)
            case View.SESSIONS:
                self.sessions.show_sessions(figures.sessions())
                self.shown.setCurrentWidget(self.sessions)
            case view:
                self.charts.show_chart(figures.chart(view, self.back))
                self.shown.setCurrentWidget(self.charts)

    def _on_charts_range_chosen(self, back: Range) -> None:
        self.back = back
        self._fill()
        self.range_chosen.emit(back)

    def _on_charts_refused(self, why: str) -> None:
        self.refusal.say(self.tr("The chart was not saved: {why}").format(why=why))

    def _on_session_closed(self) -> None:
        self.setCurrentIndex(0)
        self.take_focus()
