"""Resources: reads, one module per kind of resource."""
