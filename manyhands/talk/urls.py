from django.urls import path

from manyhands.talk.views import comments, hearts, threads

urlpatterns = [
    path("threads/<int:thread_id>", threads.thread, name="thread"),
    path("threads/<int:thread_id>/comments", comments.comment, name="comment"),
    path("threads/<int:thread_id>/heart", hearts.give_heart, name="give_heart"),
    path("threads/<int:thread_id>/heart/back", hearts.take_heart_back, name="take_heart_back"),
    path("comments/<int:comment_id>", threads.comment_place, name="comment_place"),
    path("comments/<int:comment_id>/answers", threads.answers, name="answers"),
    path("comments/<int:comment_id>/answer", comments.answer, name="answer"),
    path("comments/<int:comment_id>/edit", comments.edit_comment, name="edit_comment"),
    path("comments/<int:comment_id>/remove", comments.remove_comment, name="remove_comment"),
]
