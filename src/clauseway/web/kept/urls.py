from django.urls import path

from clauseway.web.kept import views

urlpatterns = [
    path("kept/", views.index, name="kept"),
    path("kept/<uuid:kept>/let-go/", views.go, name="kept-let-go"),
]
