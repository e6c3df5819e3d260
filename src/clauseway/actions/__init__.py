"""Actions: the work to be done.

Owns: actions with what they close, dependencies, milestones, duties (one table for everybody's due work), the forecast's settings. Does not own: verdicts.
May be asked: the plan of a system, what a person has to do, the values the forecast needs.
"""
