"""Kernel: what every room stands on. Owns no tables.

Owns: identifiers, the context (organization, actor, now), the registry of sources, the unit of work and `touch`, tenancy of tables.
Does not own: any rule of the field. May be asked: `Context`, `operation`, `touch`, `source`, `population`, `TenantModel`.
"""
