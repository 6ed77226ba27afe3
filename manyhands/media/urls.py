from django.urls import path

from manyhands.media import views

urlpatterns = [
    path("uploads/<str:upload_id>/processing", views.processing, name="processing"),
    path("uploads/<str:upload_id>/retry", views.retry_processing, name="retry_processing"),
]
