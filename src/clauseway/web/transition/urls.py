from django.urls import path

from clauseway.web.transition import deciding, views

_ONE = "transition/<slug:edition>/"

urlpatterns = [
    path("transition/", views.index, name="transitions"),
    path(_ONE, views.planner, name="transition"),
    path(f"{_ONE}start/", deciding.start, name="transition-start"),
    path(f"{_ONE}carry/", deciding.carry, name="transition-carry"),
    path(f"{_ONE}switch/", deciding.switch, name="transition-switch"),
    path(f"{_ONE}give-up/", deciding.give_up, name="transition-give-up"),
    path(f"{_ONE}at/<str:ref>/", views.beside, name="transition-requirement"),
]
