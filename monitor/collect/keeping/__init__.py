"""Storing what parsers read: what is new, what changed, what is the same as something known. Each page is one transaction."""
