"""What personal reports are given besides the scores."""
