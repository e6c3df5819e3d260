"""How long a report of 200 requirements takes in each format: `PYTHONPATH=src .venv/bin/python -m tests.web.measure_reports`.

The PDF is measured as a job sees it, with the start of its child process. Best and median of nine.
"""

import statistics
import time

import django
from django.conf import settings


def main() -> None:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="en")
    django.setup()
    from tests.web.report_values import believable

    from clauseway.web.reports import excel, pdf, word

    report = believable()
    for name, render in (("PDF", pdf.render), ("Word", word.render), ("Excel", excel.render)):
        taken = []
        for _ in range(9):
            began = time.perf_counter()
            made = render(report)
            taken.append(time.perf_counter() - began)
        print(f"{name:6}{min(taken):6.2f} s best  {statistics.median(taken):6.2f} s median  {len(made) / 1000:7.0f} kB")


if __name__ == "__main__":
    main()
