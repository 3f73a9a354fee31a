"""Writes the cells of a ledger with XlsxWriter, in the looks of Daicho's own, and says how long it took.

Reads lines of JSON: {"sheet": …, "columns": [{"label", "type", "width", "choices"}]}, then a list for each row below it.
Reading them is not counted. Prints {"version", "ms", "cpuMs", "rows"}.
"""

import json
import sys
import time
from datetime import date

import xlsxwriter

source, target = sys.argv[1:3]
sheets = []
with open(source, encoding="utf-8") as lines:
    for line in lines:
        item = json.loads(line)
        if isinstance(item, dict):
            sheets.append((item, []))
        else:
            sheets[-1][1].append(item)

started, cpu = time.perf_counter(), time.process_time()
book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
cell = {"font_name": "BIZ UDGothic", "font_size": 10, "border": 1, "valign": "top"}
head_look = book.add_format({**cell, "bold": True, "text_wrap": True, "bg_color": "#E7EEF7"})
text_look = book.add_format({**cell, "text_wrap": True})
integer_look = book.add_format({**cell, "num_format": "#,##0"})
date_look = book.add_format({**cell, "num_format": '[$-411]ggge"年"m"月"d"日"'})
lists = book.add_worksheet("リスト")
lists.hide()
list_column = 0
rows_written = 0
for head, rows in sheets:
    sheet = book.add_worksheet(head["sheet"])
    columns = head["columns"]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column["width"])
        sheet.write_string(0, at, column["label"], head_look)
    looks = [{"date": date_look, "integer": integer_look}.get(column["type"], text_look) for column in columns]
    types = [column["type"] for column in columns]
    for row, values in enumerate(rows, 1):
        for at, value in enumerate(values):
            if value is None or value == "":
                sheet.write_blank(row, at, None, looks[at])
            elif types[at] == "date":
                sheet.write_datetime(row, at, date.fromisoformat(value), looks[at])
            elif isinstance(value, str):
                sheet.write_string(row, at, value, looks[at])
            else:
                sheet.write_number(row, at, value, looks[at])
    rows_written += len(rows)
    for at, column in enumerate(columns):
        if not column.get("choices"):
            continue
        for row, word in enumerate(column["choices"]):
            lists.write_string(row, list_column, word)
        letters = xlsxwriter.utility.xl_col_to_name(list_column)
        source_range = f"='リスト'!${letters}$1:${letters}${len(column['choices'])}"
        sheet.data_validation(1, at, len(rows) + 100, at, {"validate": "list", "source": source_range})
        list_column += 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
book.close()
print(
    json.dumps(
        {
            "version": xlsxwriter.__version__,
            "ms": (time.perf_counter() - started) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
            "rows": rows_written,
        }
    )
)
