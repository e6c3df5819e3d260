from django.urls import path

from clauseway.web.track import views

urlpatterns = [
    path("", views.index, name="track"),
]
