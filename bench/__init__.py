"""Measurements, side by side in one run: `python -m bench`. Ratios count, seconds depend on the machine."""
