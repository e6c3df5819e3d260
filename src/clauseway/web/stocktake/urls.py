"""Addresses of the stocktake."""

from django.urls import path

from clauseway.web.stocktake import sheet_views, views

urlpatterns = [
    path("stocktake/", views.index, name="stocktake"),
    path("stocktake/others/", views.others, name="stocktake-others"),
    path("stocktake/<slug:register>/", views.register, name="stocktake-register"),
    path("stocktake/<slug:register>/add/", views.add, name="stocktake-add"),
    path("stocktake/<slug:register>/none/", views.none, name="stocktake-none"),
    path("stocktake/<slug:register>/import/", sheet_views.imported, name="stocktake-import"),
    path("stocktake/<slug:register>/sheet.csv", sheet_views.as_csv, name="stocktake-csv"),
    path("stocktake/<slug:register>/sheet.xlsx", sheet_views.as_excel, name="stocktake-xlsx"),
    path("stocktake/<slug:register>/entry/<str:ref>/", views.entry, name="stocktake-entry"),
    path("stocktake/<slug:register>/entry/<str:ref>/row/", views.row, name="stocktake-row"),
]
