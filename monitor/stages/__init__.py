"""The stages of a refresh. Each reads what the one before stored, and can be run again on its own."""
