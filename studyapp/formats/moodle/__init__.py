"""What Moodle's formats share: shares, numbers, categories, embedded answers; its XML."""
