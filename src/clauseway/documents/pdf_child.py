"""Run as a program of its own: a PDF on standard input, its text as JSON on standard output.

Alone in a process because a PDF comes from strangers and the library that reads it is written in C. Argument:
the most pages to read. Answers {"pages": [...], "count": n, "title", "author", "created", "modified"}
or {"error": code}.
"""

import json
import sys


def main() -> None:
    import pypdfium2 as pdfium

    limit = int(sys.argv[1])
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
        count = len(document)
        if count == 0:
            raise pdfium.PdfiumError("no pages")
        pages = []
        for index in range(min(count, limit)):
            page = document[index]
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        facts = document.get_metadata_dict()
    except pdfium.PdfiumError as error:
        code = "password-protected" if "password" in str(error).lower() else "corrupt"
        sys.stdout.write(json.dumps({"error": code}))
        return
    answer = {
        "pages": pages,
        "count": count,
        "title": facts.get("Title", ""),
        "author": facts.get("Author", ""),
        "created": facts.get("CreationDate", ""),
        "modified": facts.get("ModDate", ""),
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
