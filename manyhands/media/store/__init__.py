"""Where bytes live: named by their SHA-256, written once, never changed.

Two stores stand behind one protocol: a folder (``LocalStore``) and a bucket (``ObjectStore``: S3, GCS,
Azure). ``open_store`` picks by address. Uploads that are still arriving are not here; they lie on the
node's own disk.
"""

from manyhands.media.store.address import open_store
from manyhands.media.store.protocol import Damaged, Gone, Store, Stored, check_sha256

__all__ = ["Damaged", "Gone", "Store", "Stored", "check_sha256", "open_store"]
