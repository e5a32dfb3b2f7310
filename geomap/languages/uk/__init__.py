"""Ukrainian: the words that dates need so far."""
