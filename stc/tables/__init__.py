"""Published tables: files read into rows of texts, each cell with its place."""
