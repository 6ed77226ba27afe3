"""Files in a plain form: how people without scripts upload.

The front takes such a form apart while it arrives. Each file becomes an upload like any other, streamed and
hashed, and Django gets the form without the files: the field ``files`` has turned into ``upload``, the same
hidden field that the script writes. A view knows one way only.
"""
