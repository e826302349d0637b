"""Small parts that several pages are built from."""
