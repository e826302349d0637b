"""When to ask a fact again, and in which way: spaced repetition by FSRS-6.

All of it is a function of what was answered on which day; nothing asks the clock.
"""
