"""The embedded PostgreSQL: a real server of our own inside the data folder, so that one command is enough.

``place`` says where everything lies and how to connect (standard library alone: the settings read it
before Django is there), ``secret`` keeps the passwords, ``cluster`` makes a new database, ``server`` runs it.
"""

from manyhands.core.embedded.place import Role, address
from manyhands.core.embedded.secret import Secrets, secrets_of

__all__ = ["Role", "Secrets", "address", "secrets_of"]
