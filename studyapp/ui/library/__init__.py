"""The Library screen: the sets that are open and what is wrong with them."""
