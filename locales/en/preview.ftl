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

## The compare page.

preview-missing = Not in this edition
preview-compare-changed = changed beyond single characters
preview-compare-doubtful = doubtful
preview-compare-corrected = corrected by hand
preview-compare-untranslated = not translated
preview-compare-outdated = outdated: the original has changed
preview-compare-lacking = nothing stands for it
# Followed by the words in question.
preview-compare-words = How is this to be converted:
preview-compare-reason-division = Two divisions into words are nearly as likely.
preview-compare-reason-alone = A character with several counterparts stands by itself.
preview-compare-reason-name = This may be a person’s name.
preview-compare-reason-sense = The word has two senses, each with a spelling of its own.
preview-compare-choose = Choose, or write it as it should be:
preview-compare-line = The row of the glossary:
preview-compare-copy = Copy
preview-compare-add = Add to the glossary
# Followed by the name of the file.
preview-compare-added = Written to
preview-compare-failed = yiben serve does not answer; nothing was written.
preview-compare-close = Close

## The status page.

preview-status-document = Document
preview-status-all = all
preview-status-authored = written
preview-status-converted = converted
preview-status-outdated = outdated
preview-status-fallback = not translated
preview-status-draft = draft
preview-status-missing = missing
