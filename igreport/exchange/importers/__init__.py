"""One file a format: `read(path, options) -> Imported`. An underscore in a name marks a part of a format (`text_notes`)."""
