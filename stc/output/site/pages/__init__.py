"""The pages, one module per kind; each has `make(site)`, which returns its files."""
