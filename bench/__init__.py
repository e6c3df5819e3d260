"""Measuring the whole stack. `./script/bench` runs it; docs/reference/performance.md says how to read it."""
