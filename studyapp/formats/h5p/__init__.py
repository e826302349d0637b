"""H5P, interactive content in a package: its questions."""
