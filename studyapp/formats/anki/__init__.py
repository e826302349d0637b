"""Anki's packages (.apkg, .colpkg) of all three generations, and its text files."""
