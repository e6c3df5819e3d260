"""Choosing: a short interview, the recommendation it ends in, comply or certify, alone or with help, and benefits to look back at."""
