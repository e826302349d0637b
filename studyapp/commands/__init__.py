"""The commands about a learner's data; ``studyapp.cli`` lists them all."""
