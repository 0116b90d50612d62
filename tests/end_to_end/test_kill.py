"""A process that works on a desk is killed at random moments: `tests/benchmarks/kill.py`, in small."""

from tests.benchmarks.kill import run


def test_a_killed_program_loses_at_most_the_deed_in_flight():
    tally = run(8, seed=20, inside=False)
    assert tally.problems == []
    assert tally.killed == 8 and tally.acknowledged > 0
