"""The exchange formats: one file each, and ``table`` that lists them."""
