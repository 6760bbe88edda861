"""A simulated vSphere datacenter: sites, actions, rules with reasons, faults, repairs.

Standard library only; no clock, no input or output, no chance that is not seeded. Everything is a
value: an action gives a new site and leaves the old one as it was.

Read a site (JSON text, or values parsed from YAML), change its release, write it::

    site, problems = wire.read.read_site(data)         # Site or None, tuple of Problem
    problems[0].path, problems[0].say("en")            # JSON pointer, sentence
    site = site.with_release("8.0")                    # one of releases.RELEASES
    wire.write.text_of(wire.write.site_json(site))     # canonical text

Ask; nothing is changed::

    action, problems = wire.read.read_action({"type": "Migrate", "vm": "web-01", "host": "esx-02"})
    told = report.report(site, action)
    told.verdict, told.fault, told.migration_type      # "refused", "CannotAccessVmDisk", "VMO"
    told.elsewhere, told.disputed                      # verdicts that differ, and the rules
    for finding in told.findings:                      # errors and warnings, basic ones first
        finding.severity, finding.code, finding.say("zh"), finding.hint("zh"), finding.objective

Act, or replay a history in which refused steps stay::

    site, events = apply.apply(site, action)           # raises faults.Fault with .name, .report
    steps = apply.replay(site, actions)                # each: action report events site accepted
    action.say("zh"), events[0].say("zh")

Let things take their time: in a site whose `pacing` is timed, migrations, copies, starts,
suspending, merging snapshots and entering maintenance mode become tasks, which queue, run, end,
fail or are cancelled as time passes::

    timed = dataclasses.replace(site, pacing=words.Pacing.TIMED)    # in JSON "pacing": "timed"
    timed, events = apply.apply(timed, action)         # TaskStarted, or TaskQueued
    report.report(timed, another).verdict              # "queued" where it would have to wait
    timed, events = apply.apply(timed, actions.Advance(minutes=5))  # all that fell due
    timed.tasks, timed.now_s                           # what still runs or waits, and the time

Above the actions, never ask for an `effect`: `apply.carried_out` knows of tasks and time.

Repair a refusal, or look for other targets::

    repair.repair(site, action, allowed=("Migrate",))  # .status, .actions
    repair.alternatives(site, action)                  # legal requests with another target

What the rules say in general: `rules.ALL_RULES`, `matrix.matrix(release)`,
`matrix.summary(release)`; a world in which one rule alone speaks: `worlds.world(...)`; what must
hold of a run: `goals.read_goal`, `goals.judge`.
"""
