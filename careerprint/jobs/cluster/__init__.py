"""The same jobs on a dask cluster."""
