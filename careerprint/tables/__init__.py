"""Reads files of answers as tables, in every format; files that may do harm are read in a process of their own."""
