"""The explorer: web pages and a JSON API over the newest release, read-only.

`lookup/` copies what pages ask for out of a release into one SQLite file, `served` watches which
release is the newest, `site` puts pages and the API together, `pages/` has one module a page.
"""
