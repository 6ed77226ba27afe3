from django.urls import URLPattern, URLResolver, path

from manyhands.works.views import browsing, collections, credits, works

urlpatterns: list[URLPattern | URLResolver] = [
    path("works", browsing.works, name="works"),
    path("works/<int:work_id>/state", works.work_state, name="work_state"),
    path("works/<int:work_id>/retry", works.retry_work, name="retry_work"),
    path("works/<int:work_id>/remixes", works.remixes, name="remixes"),
    path("works/<int:work_id>/sources", works.sources, name="sources"),
    path("credits/<int:credit_id>", credits.answer_credit, name="answer_credit"),
    path("works/<str:name>", works.work, name="work"),
    path("collections/<str:name>", collections.collection, name="collection"),
]
