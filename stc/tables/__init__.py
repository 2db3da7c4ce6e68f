"""Tables as they were published: the files to rows of texts, each cell with its place."""
