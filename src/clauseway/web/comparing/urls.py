from django.urls import path

from clauseway.web.comparing import views

urlpatterns = [
    path("compare/", views.index, name="compare"),
    path("compare/adding/<slug:edition>/", views.adding, name="compare-adding"),
]
