"""What pages and the API look up: filters, rows and counts, one module a subject."""
