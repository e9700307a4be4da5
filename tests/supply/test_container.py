"""The container file, read as it stands: who runs what, from which parts.  Whether it builds is not tried here."""

from __future__ import annotations

import json
import re

import pytest

from tests.supply import ROOT

TEXT = (ROOT / "Containerfile").read_text()
SECRET = re.compile(r"(?i)(token|secret|password|passwd|api_?key|credential|private)")


def instructions() -> list[tuple[str, str]]:
    """Each instruction and what follows it, in one line."""
    lines = [line for line in TEXT.splitlines() if not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [
        (word.upper(), rest.strip())
        for line in whole.splitlines()
        if line.strip()
        for word, _, rest in [line.partition(" ")]
    ]


def said(word: str, since_last_from: bool = False) -> list[str]:
    """What follows each instruction of a kind; of the image that is shipped only, or of all."""
    made = instructions()
    last = max(n for n, (one, _) in enumerate(made) if one == "FROM") if since_last_from else 0
    return [rest for one, rest in made[last:] if one == word]


def test_nobody_special_runs_it() -> None:
    user, *more = said("USER", since_last_from=True)
    assert more == []
    assert all(part.isdecimal() and int(part) >= 1000 for part in user.split(":"))
    order = [one for one, _ in instructions()]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert "RUN" not in order[order.index("USER") :]


def test_every_stage_starts_from_the_one_base_that_can_be_pinned() -> None:
    assert [one.removesuffix(" AS build") for one in said("FROM")] == ["${BASE}", "${BASE}"]
    assert said("ARG") == ["BASE=docker.io/library/python:3.13-slim"]
    assert "BASE=python:3.13-slim@sha256:" in TEXT, "how it is pinned is said where it is read"


def test_what_is_installed_has_hashes_or_is_ours() -> None:
    installs = [run for run in said("RUN") if "install" in run and "pip" in run]
    locked, own = installs
    assert "--require-hashes" in locked
    assert "--only-binary :all:" in locked
    assert locked.endswith("-r requirements.lock")
    assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(own.split())


def test_nothing_is_fetched_and_no_shell_stands_between() -> None:
    assert said("ADD") == []
    assert not re.search(
        r"\b(curl|wget|apt-get|apk)\b|https?://(?!127\.0\.0\.1)", "\n".join(said("RUN") + said("COPY"))
    )
    for word in ("ENTRYPOINT", "CMD"):
        assert all(isinstance(part, str) for part in json.loads(said(word)[-1]))


@pytest.mark.parametrize("word", ["ENV", "ARG", "LABEL", "RUN"])
def test_it_has_no_secrets(word: str) -> None:
    assert [rest for rest in said(word) if SECRET.search(rest)] == []


def test_only_what_is_named_goes_in() -> None:
    given = (ROOT / ".dockerignore").read_text().split()
    assert given[0] == "*"
    allowed = {line[1:] for line in given if line.startswith("!")}
    copied = {part for rest in said("COPY") if "--from" not in rest for part in rest.split()[:-1]}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in allowed)


def test_its_health_is_looked_at() -> None:
    (check,) = said("HEALTHCHECK", since_last_from=True)
    command = json.loads(check.partition("CMD ")[2])
    assert "/healthz" in command[-1]
    compile(command[-1], "healthcheck", "exec")
    assert command[0] == "python"
