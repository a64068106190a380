"""Thin Prefect flows over the steps of `pipeline`."""
