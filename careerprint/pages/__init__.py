"""Values become HTML."""
