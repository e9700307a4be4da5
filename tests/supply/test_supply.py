"""S14: only what the locks name is there, the list of it is valid, and the wheel is the same wherever it is built."""

from __future__ import annotations

import importlib.metadata as metadata
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.supply import AUDIT, DEVELOPMENT, ROOT, RUNTIME
from tests.supply.locks import pinned
from tests.supply.sbom import sbom
from tests.supply.wheel import build, sources

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OWN = {"pmo-bot", "pip"}
"""Installed, and in no lock: the bot itself, and what installs."""

# --- the locks --------------------------------------------------------------------------


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, AUDIT], ids=lambda lock: lock.name)
def test_everything_in_a_lock_has_one_version_and_hashes(lock: Path) -> None:
    assert all(one.hashes for one in pinned(lock).values())


@pytest.mark.parametrize(
    "line",
    [
        "aiohttp==3.14.5",
        "aiohttp>=3 --hash=sha256:" + "0" * 64,
        "aiohttp",
        "-e .",
        "--index-url https://evil.example",
        "aiohttp @ https://evil.example/x.whl --hash=sha256:" + "0" * 64,
        "git+https://evil.example/x",
        "--find-links /tmp",
        "-r other.txt",
        "aiohttp==3.* --hash=sha256:" + "0" * 64,
        "aiohttp==3 --hash=md5:" + "0" * 32,
        "a==1 --hash=sha256:" + "0" * 64 + "\na==2 --hash=sha256:" + "0" * 64,
    ],
)
def test_what_is_not_pinned_and_hashed_is_no_lock(line: str, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(line + "\n")
    with pytest.raises(ValueError, match=r"not a pinned|there twice"):
        pinned(lock)


def test_the_locks_have_what_the_project_asks_for() -> None:
    runtime, development = pinned(RUNTIME), pinned(DEVELOPMENT)
    for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["setup"]):
        wanted = Requirement(text)
        assert wanted.specifier.contains(runtime[canonicalize_name(wanted.name)].version), text
    for text in PROJECT["optional-dependencies"]["dev"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(development[canonicalize_name(wanted.name)].version), text


def test_development_has_the_same_versions_as_what_runs() -> None:
    development = pinned(DEVELOPMENT)
    assert {name: one for name, one in pinned(RUNTIME).items() if development.get(name) != one} == {}


def test_what_is_installed_is_what_the_lock_says() -> None:
    wanted = {one.name: one.version for one in pinned(DEVELOPMENT).values() if one.is_for_here}
    there = {canonicalize_name(one.metadata["Name"]): one.version for one in metadata.distributions()}
    assert {name: version for name, version in there.items() if name not in OWN} == wanted


def test_nothing_that_is_installed_comes_from_elsewhere() -> None:
    """What came from an address or a folder, and not from the registry, says so."""
    strange = [one.metadata["Name"] for one in metadata.distributions() if one.read_text("direct_url.json")]
    assert {canonicalize_name(name) for name in strange} <= {"pmo-bot"}


# --- the list of what is inside -----------------------------------------------------------


@pytest.fixture(scope="module")
def inside() -> dict[str, object]:
    return dict(json.loads(sbom(RUNTIME)))


def test_the_list_is_valid_cyclonedx() -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator  # two seconds of grammars, for this test alone

    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom(RUNTIME))
    assert wrong is None, repr(wrong)[:500]


def test_the_list_has_the_lock_and_its_hashes(inside: dict[str, list[dict[str, object]]]) -> None:
    told = {
        (one["name"], one["version"]): sorted(said["content"] for said in one["externalReferences"][0]["hashes"])  # type: ignore[index]
        for one in inside["components"]
    }
    assert told == {(one.name, one.version): sorted(one.hashes) for one in pinned(RUNTIME).values()}


def test_the_list_says_who_needs_whom(inside: dict[str, list[dict[str, list[str]]]]) -> None:
    needs = {str(one["ref"]): one.get("dependsOn", []) for one in inside["dependencies"]}
    reached, coming = set[str](), ["pmo-bot"]
    while coming:
        one = coming.pop()
        if one not in reached:
            reached.add(one)
            coming += needs[one]
    here = {f"{one.name}=={one.version}" for one in pinned(RUNTIME).values() if one.is_for_here}
    assert here - reached == {f"setuptools=={pinned(RUNTIME)[canonicalize_name('setuptools')].version}"}  # builds only


def test_the_list_knows_the_licences(inside: dict[str, list[dict[str, object]]]) -> None:
    here = {one.name for one in pinned(RUNTIME).values() if one.is_for_here}
    silent = {one["name"] for one in inside["components"] if one["name"] in here and not one.get("licenses")}
    assert silent == {"resvg-py"}, "its package says nothing of it"


def test_the_same_lock_has_the_same_list() -> None:
    assert sbom(RUNTIME) == sbom(RUNTIME)


# --- the wheel --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


def test_it_is_the_same_to_the_last_bit_elsewhere_and_later(wheel: Path, tmp_path: Path) -> None:
    code = "from pathlib import Path; from tests.supply.wheel import build; build(Path('another/place'))"
    where = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=where, check=True, umask=0o077)
    (again,) = (tmp_path / "another" / "place").iterdir()
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_it_has_all_that_is_kept_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == {path.as_posix() for path in sources() if len(path.parts) > 1 and path.suffix != ".mako"}


def test_it_carries_the_licence_that_the_project_names(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel)
    (name,) = [name for name in inside.namelist() if name.endswith("/LICENSE")]
    assert inside.read(name).decode().startswith(f"{PROJECT['license']['text']} License\n")


def test_it_works_without_the_folder_it_was_made_in(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "import sys; sys.path.insert(0, 'site'); from pmo_bot.cli.main import main; main(['migrate'])"
    environment = {"PATH": os.defpath, "DATABASE_URL": "sqlite:///new.db"}
    subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "new.db").stat().st_size > 100_000
