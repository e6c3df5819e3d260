from django.urls import path

from clauseway.web.binding import changing, forms, views

urlpatterns = [
    path("obligations/", views.index, name="obligations"),
    path("obligations/<uuid:obligation>/", views.show, name="obligation"),
    path("obligations/<uuid:obligation>/decide/", forms.decide, name="obligation-decide"),
    path("obligations/<uuid:obligation>/evaluate/", forms.evaluate, name="obligation-evaluate"),
    path("obligations/<uuid:obligation>/where/", forms.where, name="obligation-where"),
    path("obligations/<uuid:obligation>/look/<uuid:compliance>/", forms.look, name="obligation-look"),
    path("changes/", changing.index, name="changes"),
    path("changes/<uuid:change>/", changing.show, name="change"),
    path("changes/<uuid:change>/<slug:step>/", changing.act, name="change-step"),
]
