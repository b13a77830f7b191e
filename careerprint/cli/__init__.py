"""The commands: what people type, and what they read in return."""
