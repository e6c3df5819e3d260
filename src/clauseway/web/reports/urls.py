from django.urls import path

from clauseway.web.reports import views

urlpatterns = [
    path("reports/", views.index, name="reports"),
    path("reports/<uuid:report>/", views.progress, name="report"),
    path("reports/<uuid:report>/file", views.file, name="report-file"),
]
