from django.urls import path

from manyhands.moderation.views import desk, reports

urlpatterns = [
    path("report/<str:subject>/<int:subject_id>", reports.report, name="report"),
    path("reports", reports.own_reports, name="own_reports"),
    path("rulings/<int:ruling_id>", reports.ruling, name="ruling"),
    path("desk", desk.desk, name="desk"),
    path("desk/rulings", desk.rulings, name="rulings"),
    path("desk/<str:subject>/<int:subject_id>", desk.rule, name="rule"),
]
