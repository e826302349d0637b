"""The Source screen: the text to read, its known flaws, words to find."""
