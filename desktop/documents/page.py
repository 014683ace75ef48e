"""The measures of an official document in points, each with its clause of GB/T 9704-2012.

Heights are measured downwards from the top edge of the sheet, widths from its left edge.
"""

from __future__ import annotations

MM = 72 / 25.4

WIDTH, HEIGHT = 210 * MM, 297 * MM  # 5.1: A4
TOP, LEFT = 37 * MM, 28 * MM  # 5.2.1: 天头, 订口
AREA_WIDTH, AREA_HEIGHT = 156 * MM, 225 * MM  # 5.2.1: 版心
RIGHT, BOTTOM = LEFT + AREA_WIDTH, TOP + AREA_HEIGHT
COLUMNS, ROWS = 28, 22  # 5.2.3

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # 2号, 3号, 4号 as word processors set them
PITCH = AREA_WIDTH / COLUMNS  # one 字 (3.1): 28 glyphs of 16 pt are wider than 156 mm, so they stand closer
ROW = AREA_HEIGHT / ROWS  # one 行 (3.2)
ROW_LEAST, ROW_MOST = 28.5, 29.6  # 7.3.5.5: the pitch may be adjusted; what the eye does not see
TITLE_ROW, TITLE_WIDTH = 34.0, 19 * SIZE_2
SMALL_ROW = 25.0  # rows of 4号
GAP = SIZE_3 * 7 / 8  # 10.1: 3号 character height x 7/8

MARK_TOP = 30 * MM  # 10.1: top edge of the 发文机关标志
MARK_WIDTH = AREA_WIDTH * 0.98
MARK_SIZE = 44.0  # the largest; long names are set smaller and narrower
RULE_BELOW_MARK = 4 * MM  # 10.1
RULE_LENGTH = 170 * MM  # 10.1
RULE_FROM_FOOT = 20 * MM  # 10.1: lower double line to the bottom edge of the sheet
RULE_THICK, RULE_THIN, RULE_GAP = 1.8, 0.75, 1.1  # the standard names no weights
RULES_HEIGHT = RULE_THICK + RULE_GAP + RULE_THIN
LOWER_RULES_TOP = HEIGHT - RULE_FROM_FOOT - RULES_HEIGHT
FIRST_PAGE_BOTTOM = LOWER_RULES_TOP - GAP  # 10.1: the last text stands this far above the lower line

DOCUMENT_MARK_TOP = TOP + 35 * MM  # 7.2.4: top edge of the 发文机关标志 of the document format
NUMBER_ROWS = 2  # 7.2.5: blank rows between the mark and the 发文字号
RULE_BELOW_NUMBER = 4 * MM  # 7.2.7: the red rule of the document format, as long as the type area is wide
FRAME_THICK, FRAME_THIN = 0.35 * MM, 0.25 * MM  # 7.4.1: first and last line of 版记, and those between

CLASS_MARK_TOP = 20 * MM  # local custom: 首页右上角, above the mark
PAGE_NUMBER_CENTRE = BOTTOM + 7 * MM  # 7.5: centre of the 一字线
DATE_INDENT = 4 * PITCH  # 7.3.5.1
SEAL_ROWS = 2  # 7.3.5.1: rows kept free above the 署名, so that the seal's top is within a row of the text
STAMP_WIDTH = 5 * PITCH  # kept free for a 签名章 (7.3.5.3), which the standard gives no size
SEAL_PITCH = 5  # rows from one 署名 to the next below it: seals of 42 mm must not touch

BLACK = "0 g"  # 6.2: BL 100 %, which is what grey 0 means in print (ISO 32000-1 10.3.2)
RED = "0 .8 .8 0 k"  # 6.2: Y 80 %, M 80 %
PALE = ".9 g"
