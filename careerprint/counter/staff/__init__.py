"""The pages for staff, and what they need: files of answers, scans, and runs for many people."""
