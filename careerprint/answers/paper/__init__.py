"""Answers given on paper: the sheet that staff type them into, and what shows a slip of the keyboard."""
