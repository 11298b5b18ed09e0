"""Collecting: polite fetching, the page archive, and one module per kind of source. Knows nothing of rules of detection."""
