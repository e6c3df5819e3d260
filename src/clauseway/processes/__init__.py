"""Processes: the process map.

Owns: processes with owner, kind, inputs and outputs. Does not own: indicators and controls yet. May be asked: which processes are live, who owns one.
"""
