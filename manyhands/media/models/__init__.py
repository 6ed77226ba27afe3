from manyhands.media.models.blob import Blob, BlobDenial
from manyhands.media.models.claim import TakeClaim
from manyhands.media.models.portrait import Portrait
from manyhands.media.models.processing import Processing, ProcessingState
from manyhands.media.models.rendition import Rendition
from manyhands.media.models.upload import Upload, Use

__all__ = [
    "Blob",
    "BlobDenial",
    "Portrait",
    "Processing",
    "ProcessingState",
    "Rendition",
    "TakeClaim",
    "Upload",
    "Use",
]
