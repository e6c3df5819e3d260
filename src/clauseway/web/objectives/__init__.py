"""Objectives: the register, one with its target, plan and check-ins, and the forms of each."""
