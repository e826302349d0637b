"""The solver: reads an item as a learner would, and decides by the bank what is right.

It shares no code with the generator, whose items it checks: it looks up the words of
the stem among the stems, statements and names of the bank, and reads each answer back
into a value. It never looks at the key.
"""

from studyapp.core.solver.agreement import agrees
from studyapp.core.solver.solution import Solution
from studyapp.core.solver.solve import solve

__all__ = ["Solution", "agrees", "solve"]
