"""Organization: who is here and who did what.

Owns: organizations (tenants), sites, people, accounts, roles, invitations, links without an account, grants, the trail and its seals, the search index.
Does not own: what anybody must do (actions) or knows (training). May be asked: who may what, which organizations a user belongs to.
"""
