"""Fitting the schedule to the learner's own history, and what that brings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from studyapp.core.scheduling.fitting import MIN_REVIEWS, Fit, Step
from studyapp.ui.preferences.section import Section
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label


class FitSection(Section):
    """Signals: ``fit_requested()``; ``cancel_requested()``; ``usual_requested()``, go back to
    the parameters of the average learner.
    """

    fit_requested = Signal()
    cancel_requested = Signal()
    usual_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Your memory"))
        self._state = label()
        self._result = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Fitting"))
        self.fit = Button(self.tr("Fit to my history"), pressed=self.fit_requested.emit)
        self.cancel = Button(self.tr("Cancel"), pressed=self.cancel_requested.emit)
        self.usual = Button(
            self.tr("Back to the usual ones"), "link", pressed=self.usual_requested.emit
        )
        row = QHBoxLayout()
        row.setSpacing(14)
        for button in (self.fit, self.cancel, self.usual):
            row.addWidget(button)
        row.addStretch(1)
        advice = self.tr(
            "How fast you forget is foreseen by a model with 21 parameters. They can be fitted "
            "to your own answers; they are used only if they foresee your latest answers better."
        )
        for each in (self._state, label(advice, "small"), self._result, self.progress):
            self.body.addWidget(each)
        self.body.addLayout(row)
        self.show_fitted(False)
        self.show_idle("")

    def show_fitted(self, fitted: bool) -> None:
        """Say whose parameters are in force."""
        self._state.setText(
            self.tr("Parameters: fitted to your history")
            if fitted
            else self.tr("Parameters: those of the average learner")
        )
        self.usual.setVisible(fitted)

    def show_busy(self, step: Step | None) -> None:
        """Say what the fit is busy with; None until it has begun."""
        match step:
            case None:
                said = self.tr("Reading your answers …")
            case Step.FITTING:
                said = self.tr("Fitting to your earlier answers …")
            case Step.COMPARING:
                said = self.tr("Trying it on your latest answers …")
        self._say(said)
        self._show_running(True)

    def show_idle(self, message: str) -> None:
        """Say how it ended; no fit runs any more."""
        self._say(message)
        self._show_running(False)

    def show_fit(self, fit: Fit | None) -> None:
        """Say what a fit found."""
        self.show_idle(self._in_words(fit))

    def _in_words(self, fit: Fit | None) -> str:
        if fit is None:
            return self.tr(
                "There are too few reviews to learn from: {n} on later days are needed."
            ).format(n=MIN_REVIEWS)
        verdict = (
            self.tr("Your own parameters foresee your answers better: they are in use now.")
            if fit.recommended
            else self.tr("The usual parameters foresee your answers better: nothing was changed.")
        )
        measured = self.tr(
            "Log loss on your latest {n} reviews (lower is better): fitted to you {fitted}, "
            "average learner {usual}, a constant guess {constant}."
        ).format(
            n=fit.held_out,
            fitted=f"{fit.loss:.3f}",
            usual=f"{fit.default_loss:.3f}",
            constant=f"{fit.constant_loss:.3f}",
        )
        remark = (
            self.tr("A constant guess does as well: your answers follow no pattern yet.")
            if fit.constant_loss <= min(fit.loss, fit.default_loss)
            else ""
        )
        return "\n".join(filter(None, (verdict, measured, remark)))

    def _say(self, message: str) -> None:
        self._result.setText(message)
        self._result.setVisible(bool(message))

    def _show_running(self, running: bool) -> None:
        had_focus = self.fit.hasFocus() or self.cancel.hasFocus()
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.fit.setVisible(not running)
        if had_focus:
            (self.cancel if running else self.fit).setFocus(Qt.FocusReason.OtherFocusReason)
