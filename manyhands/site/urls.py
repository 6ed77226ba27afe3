from django.urls import URLPattern, URLResolver, path

from manyhands.site.views import company, people
from manyhands.site.views.design import design
from manyhands.site.views.home import home
from manyhands.site.views.outbox import outbox
from manyhands.site.views.preferences import preferences
from manyhands.site.views.yours import yours

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("yours", yours, name="yours"),
    path("people", people.people, name="people"),
    path("people/<str:handle>", people.member, name="member"),
    path("accord", company.accord, name="accord"),
    path("conduct", company.conduct_page, name="conduct"),
    path("company", company.company, name="company"),
    path("company/accord", company.company_accord, name="company_accord"),
    path("company/conduct", company.company_conduct, name="company_conduct"),
    path("company/outbox", outbox, name="outbox"),
    path("preferences", preferences, name="preferences"),
    path("design", design, name="design"),
]
