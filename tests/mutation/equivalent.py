"""Mutants that no test can notice, by module, line and change, each with the reason."""

EQUIVALENT: dict[tuple[str, str, str], str] = {}
