"""Greek: the words that dates need so far."""
