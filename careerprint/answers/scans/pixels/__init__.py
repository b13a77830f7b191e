"""From the picture of a page to what is marked on it: the only modules that need the packages of the extra `scan`."""

import os

# Otherwise numpy reserves memory for a thread on each core, more than the child process that reads pictures may have.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
