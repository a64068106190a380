"""A release copied into one SQLite file, from which pages look things up in well under 1 ms.

The file is a cache: it is made from a release alone, never edited, and may be deleted at any time.
"""
