"""Obligations with evaluations; objectives with targets and check-ins."""

from bench.registers.stage import WORDS, Stage


def binding(stage: Stage) -> None:
    """Obligations with an evaluation each, objectives with a target and three check-ins."""
    from clauseway.systems.models import (
        ComplianceEvaluation,
        Objective,
        ObjectiveCheckIn,
        ObjectiveTarget,
        Obligation,
    )

    stage.obligation = stage.save(
        Obligation,
        (
            Obligation(
                name=f"Act {n:03d} {WORDS[n % 10]}",
                fold=f"act {n:03d} {WORDS[n % 10].lower()}",
                kind=("law", "permit", "contract", "voluntary")[n % 4],
                asks="Keep below the limit.",
                source=f"Act {n}",
                jurisdiction=("EU", "Local")[n % 2],
                owner_id=stage.people[n % 100],
                met_by="Weekly samples",
                applies=True,
                decided_by_id=stage.me,
                decided_on=stage.before(600),
                determined_on=stage.before(600),
                answered_on=stage.before(600),
                evaluated_on=stage.before(n % 500),
                processes=[str(stage.process[n % len(stage.process)])],
                live_from=stage.before(600),
                **stage.mine,
            )
            for n in range(stage.size.obligations)
        ),
    )
    stage.save(
        ComplianceEvaluation,
        (
            ComplianceEvaluation(
                obligation_id=row.id, on=row.evaluated_on, complies=n % 9 != 4, basis="Samples", finding="Once above",
                by_id=stage.people[5], **stage.mine,
            )
            for n, row in enumerate(stage.obligation)
        ),
    )  # fmt: skip
    stage.objective = stage.save(
        Objective,
        (
            Objective(
                name=f"Objective {n:03d}",
                fold=f"objective {n:03d}",
                measure="Share of orders",
                unit="%",
                owner_id=stage.people[n % 100],
                process_refs=[str(stage.process[n % len(stage.process)])],
                evaluation="Monthly",
                defined_on=stage.before(300),
                live_from=stage.before(300),
                **stage.mine,
            )
            for n in range(stage.size.objectives)
        ),
    )
    targets = [
        ObjectiveTarget(
            objective_id=o.id, value=95, due_on=stage.before(-200), valid_from=stage.before(300), **stage.mine
        )
        for o in stage.objective
    ]
    stage.save(ObjectiveTarget, targets)
    looks = [
        ObjectiveCheckIn(objective_id=o.id, on=stage.before(d), value=90, on_track=True, by_id=stage.me, **stage.mine)
        for o in stage.objective
        for d in (200, 100, 30)
    ]
    stage.save(ObjectiveCheckIn, looks)
