"""The rules of the product: pure values and functions, no Qt, no files, no clock."""
