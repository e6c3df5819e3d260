"""The plan: actions that close gaps, in a list and on a timeline, with milestones and a forecast that says what drives it."""
