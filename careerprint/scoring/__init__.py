"""Answers become scores; opens no file."""
