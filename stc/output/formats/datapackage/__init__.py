"""The steps as a Data Package: related tables, each described."""
