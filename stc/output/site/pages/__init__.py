"""The pages, one module a kind; each has `make(site)`, which gives its files."""
