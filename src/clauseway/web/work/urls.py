from django.urls import path

from clauseway.web.work import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/calendar/", views.calendar, name="calendar"),
    path("work/calendar.ics", views.feed, name="calendar-feed"),
]
