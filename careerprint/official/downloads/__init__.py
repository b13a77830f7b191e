"""Reads the official files in a folder, as people download them: which there are, of which release, what they say."""
