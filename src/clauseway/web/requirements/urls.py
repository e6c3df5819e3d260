from django.urls import path

from clauseway.web.requirements import views

urlpatterns = [
    path("requirements/", views.index, name="requirements"),
    path("requirements/<slug:edition>/<str:ref>/", views.show, name="requirement"),
]
