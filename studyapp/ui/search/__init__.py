"""Search over facts and past answers."""
