"""text2qti: quizzes in plain text with Markdown, as written for Canvas."""
