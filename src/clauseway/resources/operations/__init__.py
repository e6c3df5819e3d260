"""Resources: the only writers, one module per kind of resource."""
