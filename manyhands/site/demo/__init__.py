"""The small living company that ``bin/run --demo`` makes: its people, their works, what they said about them.

``content`` reads the plan (TOML and texts), ``build`` makes the files (sound, pictures, clips) from numbers
alone, ``fill`` puts both into an empty company through the same actions that the pages call.
"""
