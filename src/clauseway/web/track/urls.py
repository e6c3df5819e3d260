from django.urls import path

from clauseway.web.track import declaring, views

urlpatterns = [
    path("", views.index, name="track"),
    path("declare/", declaring.declare, name="declare"),
]
