"""Quizzes and exams on paper: set, seen before, saved as PDF and printed."""
