from django.urls import path

from clauseway.web.objectives import forms, views

urlpatterns = [
    path("objectives/", views.index, name="objectives"),
    path("objectives/new/", forms.new, name="objective-new"),
    path("objectives/<uuid:objective>/", views.show, name="objective"),
    path("objectives/<uuid:objective>/edit/", forms.edit, name="objective-edit"),
    path("objectives/<uuid:objective>/target/", forms.target, name="objective-target"),
    path("objectives/<uuid:objective>/step/", forms.step, name="objective-step"),
    path("objectives/<uuid:objective>/step/<uuid:step>/done/", views.step_done, name="objective-step-done"),
    path("objectives/<uuid:objective>/check-in/", forms.check, name="objective-check-in"),
    path("objectives/<uuid:objective>/check-in/<uuid:look>/done/", views.response_done, name="objective-response-done"),
    path("objectives/<uuid:objective>/check-in/<uuid:look>/withdraw/", forms.withdraw, name="objective-withdraw"),
]
