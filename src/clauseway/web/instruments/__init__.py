"""Measuring equipment and assets: lists, one of each, calibrations, what was set aside, what was measured before."""
