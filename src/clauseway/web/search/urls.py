from django.urls import path

from clauseway.web.search import views

urlpatterns = [path("search/", views.search, name="search")]
