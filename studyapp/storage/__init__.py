"""What is kept on disk: bank files and their cache, the learner's record."""
