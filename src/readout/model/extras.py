"""Packages that only some users need, imported where they are used."""

from importlib import import_module
from types import ModuleType

from readout.model.errors import MissingExtra


def need(module: str, extra: str, job: str) -> ModuleType:
    """The module, for a job such as "reading PDF".

    Raises:
        MissingExtra: It is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        remedy = f"pip install 'readout-diplomacy[{extra}]'"
        raise MissingExtra(f"{job} needs the package {package}, which is not installed here: {remedy}") from error
