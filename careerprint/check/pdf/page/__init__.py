"""What a finished page shows and says, by the operators that paint it."""
