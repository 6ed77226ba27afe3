"""Resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload), streamed natively by the front.

``words`` reads and writes the protocol's headers, ``part`` is the unfinished file on this node's disk,
``receiving`` moves a body into it, ``access`` says who may, ``handler`` is one method a function.
docs/adr/0007-uploads-by-tus.md has the reasons.
"""
