from django.urls import URLPattern, URLResolver, path

from manyhands.works.views import works

urlpatterns: list[URLPattern | URLResolver] = [
    path("works", works.works, name="works"),
    path("works/<str:name>", works.work, name="work"),
    path("collections/<str:name>", works.collection, name="collection"),
]
