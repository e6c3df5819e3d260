"""Which audit stage a verdict holds up: stage 1 looks for what is defined, stage 2 for all of it."""

from collections.abc import Mapping

STAGE1, STAGE2 = "stage1", "stage2"


def blocks(answer: str, facets: Mapping[str, str], grade: str, *, stage1: bool) -> str:
    """The first stage this verdict blocks: "stage1", "stage2" or "" (none).

    Stage 1 needs what its requirements ask to be *defined* (ISO/IEC 17021-1, 9.3.1.2: documents, scope, risk method, audits and review planned); stage 2 needs
    everything shown, by more than the owner's own declaration.
    """
    if answer == "not-applicable":
        return ""
    if answer == "conforming":
        return STAGE2 if grade == "declared" else ""
    if stage1 and facets.get("defined", "unknown" if "defined" not in facets and not facets else "shown") != "shown":
        return STAGE1
    return STAGE2
