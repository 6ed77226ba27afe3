from django.urls import URLPattern, URLResolver, path

from manyhands.api.openapi import api_patterns
from manyhands.api.views import reference, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", reference.openapi, name="openapi"),
    path("api/docs", reference.api_docs, name="api-docs"),
    path("settings/tokens", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:pk>/end", tokens.end_token, name="end-token"),
    path("api/v1/", api_patterns()),
]
