pages-before = ◀ 앞쪽
pages-after = 다음 쪽 ▶
