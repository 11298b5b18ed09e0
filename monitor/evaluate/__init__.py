"""Score the rules against labelled data."""
