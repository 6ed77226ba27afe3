from django.urls import URLPattern, URLResolver, path

from manyhands.discovery import views

urlpatterns: list[URLPattern | URLResolver] = [path("search", views.search, name="search")]
