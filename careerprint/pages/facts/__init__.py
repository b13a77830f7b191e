"""Fact sheets and their index: what the official files say about occupations, on a page of their own kind."""
