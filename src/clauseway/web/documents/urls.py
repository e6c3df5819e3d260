from django.urls import path

from clauseway.web.documents import drops, review, views

urlpatterns = [
    path("documents/", views.register_page, name="documents"),
    path("documents/import/", drops.drop_page, name="documents-import"),
    path("documents/import/<uuid:drop>/", drops.result_page, name="documents-drop"),
    path("documents/import/<uuid:drop>/progress", drops.progress, name="documents-drop-progress"),
    path("documents/import/<uuid:drop>/again", drops.again, name="documents-drop-again"),
    path("documents/review/", review.review_page, name="documents-review"),
    path("documents/review/again", review.again, name="documents-review-again"),
    path("documents/review/<uuid:suggestion>/", review.suggestion_page, name="documents-suggestion"),
    path("documents/review/<uuid:suggestion>/decide", review.decide, name="documents-decide"),
    path("documents/<uuid:document>/", views.document_page, name="document"),
    path("documents/<uuid:document>/file", views.original, name="document-file"),
    path("documents/<uuid:document>/confirm", views.confirm, name="document-confirm"),
    path("documents/<uuid:document>/withdraw", views.withdraw, name="document-withdraw"),
    path("documents/<uuid:document>/reviewed", views.reviewed, name="document-reviewed"),
    path("documents/<uuid:document>/replace", views.replace, name="document-replace"),
    path("documents/<uuid:document>/apart", views.apart, name="document-apart"),
]
