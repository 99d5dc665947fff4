exports-file = This is all that we keep about you, and nothing about anybody else. Please do not pass this file on.
exports-filename = my-data-{ $day }.json
exports-coming = The file is on its way.
