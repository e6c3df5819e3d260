"""How one Clauseway lives on one machine: configuration, data folder, database, roles, processes, web settings.

Nothing here knows a domain word. The rooms never import from here, except `environment.configuration`.
"""
