"""Bytes on their way out, answered natively by the front: ``/media/<sha256>/<profile>/<day>.<hmac>``.

``conditions`` decides what of a file is asked for, ``denials`` knows what must not be handed out any more,
``relay`` streams from a bucket, ``headers`` says what the bytes are, ``handler`` puts them together.
"""
