"""Sittings: what to ask next, and what an answer changes."""

from studyapp.core.sessions import Mode, Plan
from studyapp.study.session import StudySession, TimeIsUp, resume
from studyapp.study.today import available, due_today

__all__ = ["Mode", "Plan", "StudySession", "TimeIsUp", "available", "due_today", "resume"]
