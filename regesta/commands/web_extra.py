"""What the commands of the web share."""

from __future__ import annotations

from importlib.util import find_spec

import click


def needed(*modules: str) -> None:
    """Say which extra is missing, if one of the modules is."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise click.ClickException(f"{', '.join(missing)} missing: pip install 'regesta[serve]'")
