"""Papers: facts and words set as PDF, drawn as PNG, or laid out in a workbook; the words come from the builders."""
