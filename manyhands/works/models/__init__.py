from manyhands.works.models.collection import CoCurator, Collection, CollectionItem, CollectionQuerySet
from manyhands.works.models.draft import Draft, DraftCredit, DraftFile, DraftQuerySet, DraftSource
from manyhands.works.models.file import File, Purpose
from manyhands.works.models.safety import CollectionHold, Hold, Tombstone
from manyhands.works.models.source import OutsideSource, Source, SourceKind
from manyhands.works.models.tag import Tag
from manyhands.works.models.version import Version
from manyhands.works.models.work import Edit, Kind, LicenceGrant, Work, WorkQuerySet

__all__ = [
    "CoCurator",
    "Collection",
    "CollectionHold",
    "CollectionItem",
    "CollectionQuerySet",
    "Draft",
    "DraftCredit",
    "DraftFile",
    "DraftQuerySet",
    "DraftSource",
    "Edit",
    "File",
    "Hold",
    "Kind",
    "LicenceGrant",
    "OutsideSource",
    "Purpose",
    "Source",
    "SourceKind",
    "Tag",
    "Tombstone",
    "Version",
    "Work",
    "WorkQuerySet",
]
