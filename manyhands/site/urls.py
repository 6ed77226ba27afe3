from django.urls import URLPattern, URLResolver, path

from manyhands.site.views.design import design
from manyhands.site.views.home import home
from manyhands.site.views.member import member
from manyhands.site.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("people/<str:handle>", member, name="member"),
    path("preferences", preferences, name="preferences"),
    path("design", design, name="design"),
]
