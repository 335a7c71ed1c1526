"""The impact sheet of an action: what it did, whom it met, what it cost, with what is known so far."""
