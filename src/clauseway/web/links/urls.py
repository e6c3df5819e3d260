from django.urls import path

from clauseway.web.links import suppliers, views

urlpatterns = [
    path("q/<str:token>/", views.questions, name="questions"),
    path("q/<str:token>/<uuid:question>/", views.answer, name="question-answer"),
    path("sq/<str:token>/", suppliers.answer, name="supplier-questions"),
]
