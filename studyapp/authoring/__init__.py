"""A teacher's work on sets: taking questions in, giving them out, printing them."""
