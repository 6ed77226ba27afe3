"""What members do with works. Every action takes ``by=`` and ``at=`` and is one transaction.

Publishing, in one go (the API, scripts) or from a draft (pages):

    publish_work(PublishOrder(title=…, files=(FileOrder(upload_id=…),), sources=(SourceOrder(work_id=…),), …))
        → Version (``.work`` is the new work); raises CannotPublish, whose ``problems`` has all that is wrong
    publish_version(VersionOrder(work_id=…, files=…, note=…)) → Version
    publish_draft(draft_id, accord_accepted=) → Version; the same draft twice gives the same version

Drafts:

    begin_draft(Beginning(…)), part_draft(draft_id), keep_take(TakeOrder(…))
    start_draft(PublishOrder(…)), start_from_files(upload_ids, together=)
    start_remix(version), start_version(work)
    save_draft(draft_id, DraftChange(…)), discard_draft(draft_id)
    add_files, remove_file, add_source, remove_source, add_credit, remove_credit

Works that stand:

    edit_words(work, WorkWords(…)), change_licence(work, licence)
    name_in_credits(work, Person(…)), take_out_of_credits(work, credit_id)
    ask_for_credit_again(work, credit_id)
    remove_work(work, why=), hold_work(work, reason=), lift_hold(work)

Collections:

    start_collection(CollectionWords(…)), edit_collection, remove_collection
    add_to_collection(collection, work), edit_item, take_out(item), reorder_collection(collection, item_ids)
    name_co_curator(collection, member), accept_curating(collection), drop_co_curator(collection, member)
    hold_collection(collection, reason=), lift_collection_hold(collection)

The orders are frozen dataclasses in ``works.orders``; they hold values alone, so a script needs no rows but
the member's uploads.
"""

from manyhands.works.actions.collecting import (
    CollectionWords,
    add_to_collection,
    edit_collection,
    edit_item,
    remove_collection,
    reorder_collection,
    start_collection,
    take_out,
)
from manyhands.works.actions.correcting import correct_kind
from manyhands.works.actions.crediting import ask_for_credit_again, name_in_credits, take_out_of_credits
from manyhands.works.actions.curating import accept_curating, drop_co_curator, name_co_curator
from manyhands.works.actions.draft_rows import (
    add_credit,
    add_files,
    add_source,
    remove_credit,
    remove_file,
    remove_source,
    save_draft,
)
from manyhands.works.actions.drafting import (
    discard_draft,
    publish_draft,
    start_draft,
    start_from_files,
    start_remix,
    start_version,
)
from manyhands.works.actions.editing import change_licence, edit_words
from manyhands.works.actions.hiding import hold_collection, lift_collection_hold
from manyhands.works.actions.keeping import keep_take
from manyhands.works.actions.making import begin_draft, part_draft
from manyhands.works.actions.publishing import publish_version, publish_work
from manyhands.works.actions.removing import hold_work, lift_hold, remove_work
from manyhands.works.refusals import CannotPublish

__all__ = [
    "CannotPublish",
    "CollectionWords",
    "accept_curating",
    "add_credit",
    "add_files",
    "add_source",
    "add_to_collection",
    "ask_for_credit_again",
    "begin_draft",
    "change_licence",
    "correct_kind",
    "discard_draft",
    "drop_co_curator",
    "edit_collection",
    "edit_item",
    "edit_words",
    "hold_collection",
    "hold_work",
    "keep_take",
    "lift_collection_hold",
    "lift_hold",
    "name_co_curator",
    "name_in_credits",
    "part_draft",
    "publish_draft",
    "publish_version",
    "publish_work",
    "remove_collection",
    "remove_credit",
    "remove_file",
    "remove_source",
    "remove_work",
    "reorder_collection",
    "save_draft",
    "start_collection",
    "start_draft",
    "start_from_files",
    "start_remix",
    "start_version",
    "take_out",
    "take_out_of_credits",
]
