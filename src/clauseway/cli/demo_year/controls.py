"""The controls of the security standard: which are necessary and why, which are not, which nobody has decided yet."""

NOT_NECESSARY = {
    "A.7.6": "No part of our premises holds information that outsiders may not be near; the server room is entered only to repair it, always in company.",
    "A.8.4": "We write no software: instruments use a bought module and our systems are standard products. There is no source code to protect.",
    "A.8.11": "Test and service work never uses data of people; there is nothing to mask. Looked at again when the gateway project needs usage data.",
    "A.8.25": "We do not develop software. The gateway project buys a finished module; its supplier is controlled under supplier security.",
    "A.8.26": "No applications are developed or bought to order; standard products are chosen with the purchasing checklist.",
    "A.8.27": "No systems are engineered by us; networks follow the network rules, products are bought as they are.",
    "A.8.28": "No code is written here, not even macros: the office suite blocks them.",
    "A.8.29": "No own development to be tested for security; acceptance of bought systems is part of change management.",
    "A.8.30": "Nobody develops software on our behalf.",
    "A.8.31": "Only live systems and the supplier's own test systems exist; changes are tried in a copy made for the occasion and deleted.",
    "A.8.33": "No test systems with information of ours exist, see separation of environments.",
    "A.8.34": "Audits and tests of live systems are read-only here and are carried out from an account that can only read.",
}
UNDECIDED = frozenset({"A.5.3", "A.5.6", "A.5.7", "A.5.8", "A.5.28", "A.7.12", "A.8.12", "A.8.16", "A.8.22", "A.8.23"})
_BECAUSE = {
    "A.5": "Necessary: it answers risks of our register (lost laptops, suppliers with access, ransomware) or a duty of the customer contracts.",
    "A.6": "Necessary: people handle customer drawings every day, and leavers and newcomers change every month.",
    "A.7": "Necessary: drawings, servers and instruments of customers are on our premises and in the vans of the field service.",
    "A.8": "Necessary: orders, drawings and calibration records live in our systems; ransomware and lost access are our largest risks.",
}


def reason_for(ref: str) -> str:
    """Why a control is necessary."""
    return _BECAUSE[ref[:3]]
