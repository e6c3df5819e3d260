from django.urls import path

from clauseway.web.plan import views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/new/", views.new, name="plan-new"),
    path("plan/bulk/", views.bulk, name="plan-bulk"),
    path("plan/timeline/", views.timeline, name="plan-timeline"),
    path("plan/forecast/", views.forecast, name="plan-forecast"),
    path("plan/milestones/", views.milestone, name="plan-milestone"),
    path("plan/milestones/<uuid:milestone>/remove/", views.milestone_remove, name="plan-milestone-remove"),
    path("plan/<uuid:action>/", views.show, name="plan-action"),
    path("plan/<uuid:action>/move/", views.move, name="plan-move"),
]
