"""The process map, each process with its sheets, and the controls."""
