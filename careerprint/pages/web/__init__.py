"""Pages for a screen: the same texts as in the prints, as HTML that a browser shows."""
