"""Files without their stories: the same picture or sound, coded as it was, and nothing said beside it.

Each module copies what its format needs to be shown or played and leaves everything else behind: what is
kept is a list, what is dropped is not. All raise ``ValueError`` (or ``IndexError``, ``struct.error``) for
bytes that they do not understand; then there is no bare file.
"""
