from django.urls import URLPattern, URLResolver, path

from manyhands.works.views import (
    browsing,
    collections,
    credits,
    curating,
    drafting,
    editing,
    making,
    works,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # making
    path("works/new", making.make, name="make"),
    path("works/new/people", credits.find_people, name="find_people"),
    path("works/new/preview", making.preview_text, name="preview_text"),
    path("drafts", drafting.drafts, name="drafts"),
    path("drafts/<str:draft_id>", drafting.draft, name="draft"),
    path("drafts/<str:draft_id>/save", drafting.save_draft, name="save_draft"),
    path("drafts/<str:draft_id>/discard", drafting.discard_draft, name="discard_draft"),
    path("drafts/<str:draft_id>/sources", drafting.find_sources, name="find_sources"),
    path("drafts/<str:draft_id>/files/<int:file_id>", drafting.draft_file, name="draft_file"),
    # what its maker does with a work, and how it was before
    path("works/<str:name>/edit", editing.work_edit, name="work_edit"),
    path("works/<str:name>/licence", editing.work_licence, name="work_licence"),
    path("works/<str:name>/credits", credits.work_credits, name="work_credits"),
    path(
        "works/<str:name>/credits/<int:credit_id>/out",
        credits.take_out_of_credits,
        name="take_out_of_credits",
    ),
    path(
        "works/<str:name>/credits/<int:credit_id>/ask",
        credits.ask_for_credit_again,
        name="ask_for_credit_again",
    ),
    path("works/<str:name>/version", editing.start_version, name="start_version"),
    path("works/<str:name>/remove", editing.remove_work, name="remove_work"),
    path("works/<str:name>/history", editing.work_history, name="work_history"),
    path("works/<str:name>/v/<int:number>", editing.work_version, name="work_version"),
    # reading
    path("works", browsing.works, name="works"),
    path("works/<int:work_id>/state", works.work_state, name="work_state"),
    path("works/<int:work_id>/retry", works.retry_work, name="retry_work"),
    path("works/<int:work_id>/remixes", works.remixes, name="remixes"),
    path("works/<int:work_id>/sources", works.sources, name="sources"),
    path("credits/<int:credit_id>", credits.answer_credit, name="answer_credit"),
    path("works/<str:name>", works.work, name="work"),
    path("works/<int:work_id>/collect", curating.collect_work, name="collect_work"),
    path("collections", collections.collections, name="collections"),
    path("collections/new", curating.start_collection, name="start_collection"),
    path("collections/items/<int:item_id>", curating.edit_item, name="edit_item"),
    path("collections/<int:collection_id>/edit", curating.edit_collection, name="edit_collection"),
    path("collections/<int:collection_id>/remove", curating.remove_collection, name="remove_collection"),
    path("collections/<int:collection_id>/order", curating.move_item, name="move_item"),
    path("collections/<int:collection_id>/curators", curating.name_co_curator, name="name_co_curator"),
    path("collections/<int:collection_id>/curators/yes", curating.accept_curating, name="accept_curating"),
    path(
        "collections/<int:collection_id>/curators/<str:handle>/drop",
        curating.drop_co_curator,
        name="drop_co_curator",
    ),
    path("collections/<str:name>", collections.collection, name="collection"),
]
