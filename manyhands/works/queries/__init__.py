"""Reads of this room that join several models."""
