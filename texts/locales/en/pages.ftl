pages-before = ◀ Back
pages-after = More ▶
