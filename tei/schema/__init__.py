"""The schema of what regesta writes: `regesta.rng`, documented by `regesta.odd`."""
