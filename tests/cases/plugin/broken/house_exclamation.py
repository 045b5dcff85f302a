raise OSError("no such table")
