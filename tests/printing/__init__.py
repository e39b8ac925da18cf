"""What is printed: the letters as files, their fonts, and the printer."""
