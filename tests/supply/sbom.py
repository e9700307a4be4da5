"""The list of what is inside (CycloneDX), made from the lock: names, versions, hashes, licences, and who needs whom."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import tomllib
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.bom_ref import BomRef
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.supply import ROOT
from tests.supply.locks import Pinned, pinned
from tests.supply.wheel import USUAL_EPOCH

Needs = dict[NormalizedName, set[NormalizedName]]


def sbom(lock: Path) -> str:
    """As JSON: the same for the same lock, but for its date (`SOURCE_DATE_EPOCH`)."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    inside = pinned(lock)
    components = {name: _component(one) for name, one in inside.items()}
    own = Component(
        name=about["name"], version=about["version"], type=ComponentType.APPLICATION,
        licenses=[LicenseFactory().make_from_string(about["license"]["text"])],
        bom_ref=BomRef(about["name"]), purl=PackageURL("pypi", None, about["name"], about["version"]),
    )  # fmt: skip
    bom = Bom(components=components.values(), serial_number=uuid.uuid5(uuid.NAMESPACE_URL, lock.read_text()))
    bom.metadata.component = own
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", USUAL_EPOCH)), UTC)
    wanted = [Requirement(text) for text in about["dependencies"]]
    needs = who_needs_whom(wanted, inside)
    bom.register_dependency(own, [components[canonicalize_name(one.name)] for one in wanted])
    for name, others in needs.items():
        bom.register_dependency(components[name], [components[other] for other in sorted(others)])
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(one: Pinned) -> Component:
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=content) for content in one.hashes]
    named = PackageURL("pypi", None, one.name, one.version)  # wherever it was taken from: the hashes hold
    files = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(named.to_string()), hashes=hashes)
    return Component(
        name=one.name, version=one.version, type=ComponentType.LIBRARY, bom_ref=BomRef(f"{one.name}=={one.version}"),
        purl=named, external_references=[files],
        licenses=[LicenseFactory().make_from_string(said) for said in _licence(one)],
    )  # fmt: skip


def _licence(one: Pinned) -> Iterator[str]:
    """What the installed package says of its licence, in one line."""
    if not one.is_for_here:
        return
    said = metadata.metadata(one.name)
    kinds = [kind.rpartition(" :: ")[2] for kind in said.get_all("Classifier") or [] if kind.startswith("License :: ")]
    text = (
        said.get("License-Expression") or " AND ".join(sorted(kinds)) or (said.get("License") or "").partition("\n")[0]
    )
    if text:
        yield text


def who_needs_whom(wanted: list[Requirement], inside: dict[NormalizedName, Pinned]) -> Needs:
    """For each package on this machine, the others of the lock that it says it needs."""
    needs: Needs = defaultdict(set)
    extras: dict[NormalizedName, set[str]] = defaultdict(set)
    coming = list(wanted)
    seen: set[str] = set()
    while coming:
        one = coming.pop()
        name = canonicalize_name(one.name)
        if str(one) in seen or name not in inside or not inside[name].is_for_here:
            continue
        seen.add(str(one))
        extras[name] |= {"", *one.extras}
        for text in metadata.requires(name) or []:
            other = Requirement(text)
            if other.marker is None or any(other.marker.evaluate({"extra": extra}) for extra in extras[name]):
                if canonicalize_name(other.name) in inside:
                    needs[name].add(canonicalize_name(other.name))
                coming.append(other)
    return needs
