"""Resources. Columns and constraints, no rules: `suppliers` (who provides what, and how we judged them)."""
