"""Addresses of the evidence. A record's own page stands beside its requirement's (`records/<id>/`)."""

from django.urls import path

from clauseway.web.evidence import filing, items, views

urlpatterns = [
    path("evidence/", views.records, name="evidence"),
    path("evidence/records/", views.records, name="evidence-records"),
    path("evidence/records/new", filing.new, name="evidence-new"),
    path("evidence/records/new/", filing.new, name="evidence-new-slash"),
    path("evidence/items/", items.items, name="evidence-items"),
    path("evidence/items/new/", items.collect, name="evidence-collect"),
    path("evidence/<uuid:item>/", items.item, name="evidence-item"),
    path("evidence/<uuid:item>/file", items.file, name="evidence-file"),
]
