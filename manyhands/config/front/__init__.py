"""The parts of the front: Django's bridge, static files, and the state of health."""
