"""Plates: each distinct piece of a report is typeset once; a person's PDF only joins bytes.

docs/plates.md has the words (slot, skeleton, piece, hole, line, furniture, plate), the way of a report through these
modules, and the rules that templates keep. Written for WeasyPrint 70.0: whatever it finds different from what it
expects is `Unfit`, and that report is laid out as a whole.
"""
