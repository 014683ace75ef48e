"""What README and ARCHITECTURE say about the code is true: the file map, the glossary and every command."""

from __future__ import annotations

import re
import shlex
import tomllib
from enum import Enum
from importlib import import_module
from importlib.metadata import packages_distributions, requires
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
COMMAND = re.compile(r"^\$? ?(?:\S*python\S*|py) -m desktop\.cli (?P<words>.*)$", re.MULTILINE)
TARGET = re.compile(r"(?:^|`)\$? ?make (?P<target>[a-z]+)", re.MULTILINE)


def document(name: str) -> str:
    """Return the text of a document of the repository, which must be there."""
    path = ROOT / name
    assert path.is_file(), f"{name} is not written yet"
    return path.read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Return what stands under a second-level heading of a document, up to the next one."""
    found = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", document(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no section '## {heading}'"
    return found[1]


def enums() -> set[type[Enum]]:
    """Return every enumeration of the domain that has members."""
    modules = [f"desktop.domain.{path.stem}" for path in (ROOT / "desktop" / "domain").glob("[!_]*.py")]
    found = {kind for name in modules for _, kind in getmembers(import_module(name), isclass)}
    return {kind for kind in found if issubclass(kind, Enum) and kind.__module__ in modules and len(kind)}


def closure(name: str, found: set[str]) -> set[str]:
    """Return `found` with a distribution and everything it needs here, by canonical names."""
    if canonicalize_name(name) not in found:
        found.add(canonicalize_name(name))
        for needed in map(Requirement, requires(name) or []):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                closure(needed.name, found)
    return found


def dependencies() -> list[Requirement]:
    """Return what `pyproject.toml` says the program needs."""
    project = tomllib.loads(document("pyproject.toml"))["project"]
    return [Requirement(text) for text in project["dependencies"]]


def test_the_file_map_equals_the_tree() -> None:
    written = set(re.findall(r"desktop/[\w/]+\.py", section("ARCHITECTURE.md", "File map")))
    paths = (ROOT / "desktop").rglob("[!_]*.py")
    assert written == {path.relative_to(ROOT).as_posix() for path in paths}


def test_the_glossary_names_every_member_of_every_enum() -> None:
    lines = section("ARCHITECTURE.md", "Glossary").splitlines()
    missing: list[str] = []
    for kind in enums():
        entry = next((line for line in lines if f"`{kind.__name__}`" in line), "")
        words = [getattr(member, "label", member.name) for member in kind]
        missing += [f"{kind.__name__}: {word}" for word in words if word not in entry]
    assert sorted(missing) == []


def test_every_command_in_the_readme_is_one_the_program_knows() -> None:
    from click.testing import CliRunner

    from desktop.cli import cli

    commands = [found["words"] for found in COMMAND.finditer(document("README.md"))]
    assert {words.split()[0] for words in commands} == set(cli.commands), "README shows every command"
    for words in commands:
        result = CliRunner().invoke(cli, [*shlex.split(words, comments=True), "--help"])
        assert result.exit_code == 0, f"{words}\n{result.output}"


def test_every_make_target_in_the_readme_exists() -> None:
    wanted = {found["target"] for found in TARGET.finditer(document("README.md"))}
    targets = set(re.findall(r"^(\w+):", document("Makefile"), re.MULTILINE))
    assert wanted == targets, "README explains every target and no other"


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_a_document_points_to_exists(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document(name))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_library_the_program_needs_has_its_notice() -> None:
    rows = re.findall(r"^\| ([\w-]+)", document("THIRD_PARTY_NOTICES.md"), re.MULTILINE)
    needed: set[str] = set()
    for dependency in dependencies():
        closure(dependency.name, needed)
    assert needed - {canonicalize_name(row) for row in rows} == set()


def test_the_lock_satisfies_the_project() -> None:
    locked = dict(re.findall(r"^([\w-]+)==([\w.]+)", document("requirements.lock"), re.MULTILINE))
    for dependency in dependencies():
        assert dependency.specifier.contains(locked[canonicalize_name(dependency.name)]), dependency


def test_every_library_of_the_project_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "desktop").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE))
    providers = packages_distributions()
    used = {canonicalize_name(name) for root in imported for name in providers.get(root, [])}
    assert {canonicalize_name(dependency.name) for dependency in dependencies()} - used == set()
