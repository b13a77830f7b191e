"""The counter: pages in a browser on this computer, for people who have never seen a terminal."""
