## What `yiben serve` shows to writers beside a page.

preview-label = Preview
preview-authored = Written for this edition
# Followed by the name of the edition that the text comes from.
preview-converted = Converted from
preview-fallback = Not translated, shown in
preview-made = Made by yiben
preview-draft = Draft
preview-compare = Compare
preview-status = Status

preview-error = Error
preview-warning = Warning
preview-note = Note
preview-errors = Mistakes in the sources
preview-warnings = Remarks
preview-stale = The page below is as it was before.
preview-help = What to do:
preview-hide = Hide
preview-close = Close
preview-gone = yiben serve does not answer
