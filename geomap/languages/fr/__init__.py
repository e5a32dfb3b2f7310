"""French: the words that dates and sentences need so far."""
