"""Resources: what work needs from outside and at hand.

Owns: suppliers with what they provide, certificates, evaluations, questionnaires and purchases; assets and measuring equipment. Does not own: the
processes that outside parties run, the evidence ledger. May be asked: who supplies what, what we bought and from whom, whose word is due again.
"""
