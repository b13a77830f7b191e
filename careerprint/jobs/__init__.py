"""One job makes one file: here, in a pool that can be killed, or on a cluster."""
