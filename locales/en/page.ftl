## What stands around a document's text.

# $date is a date; it is written as the language writes dates.
published = Published { $date }
updated = Updated { $date }
reading-time = { $minutes ->
    [one] { $minutes } minute read
   *[other] { $minutes } minute read
}
word-count = { $words ->
    [one] { $words } word
   *[other] { $words } words
}

# $authors is one name or several, already joined.
by-authors = By { $authors }
# Stands between names in a row.
list-separator = {", "}
about-author = About the author
about-authors = About the authors

tags = Tags
all-tags = All tags
tagged = Tagged “{ $tag }”
documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
related = You might also like
latest = Latest
all-documents = All documents
read-more = Read more
draft = Draft
edit-page = Edit this page

footnotes = Footnotes
footnote = Footnote { $number }
footnote-back = Back to footnote mark { $number }

## Blocks of the text.

alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
alert-info = Info
alert-danger = Danger
alert-example = Example
alert-question = Question
alert-quote = Quote
details = Details
copy = Copy
copied = Copied
table-scroll = Table, scrolls sideways
code-scroll = Code, scrolls sideways
