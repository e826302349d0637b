"""The Progress screen: scores so far and the sessions they come from."""
