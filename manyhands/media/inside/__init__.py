"""What runs inside the jail, beside hostile bytes: PyAV and Pillow, one file in, JSON and plain files out.

Each module has a ``main`` that ``jail.call`` runs. Nothing here may import a room of the site or read a
setting, and everything must be imported at the top: once the walls stand, no file can be opened but the
one input.
"""
