"""Addresses of an organization's own standards."""

from django.urls import path

from clauseway.web.exchange import views
from clauseway.web.exchange.importing import preview, upload

urlpatterns = [
    path("standards/own/", views.index, name="own-standards"),
    path("standards/own/<slug:edition>/", views.show, name="own-standard"),
    path("standards/own/<slug:edition>/remove/", views.remove, name="own-standard-remove"),
    path("standards/export/<slug:edition>/<slug:form>/", views.download, name="standard-export"),
    path("standards/import/", upload, name="standard-import"),
    path("standards/import/<uuid:upload>/", preview, name="standard-import-preview"),
]
