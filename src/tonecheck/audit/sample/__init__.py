"""Samples of an audited archive, drawn so that people's labels tell of the whole archive."""
