## What stands around a document's text.

# $date is a date; it is written as the language writes dates.
updated = Updated { $date }
reading-time = { $minutes ->
    [one] { $minutes } minute read
   *[other] { $minutes } minute read
}

# Stands between names in a row.
list-separator = {", "}

tags = Tags
documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
related = You might also like

footnotes = Footnotes
footnote = Footnote { $number }
footnote-back = Back to footnote mark { $number }

## Blocks of the text.

alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
details = Details
table-scroll = Table, scrolls sideways
