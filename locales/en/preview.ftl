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
preview-compare-correct = Correct this
preview-compare-correct-how = The page says this. Write it as it should be; the correction stays through every build and every dictionary.
preview-compare-save = Save the correction
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

## What is wrong, in a few words; the details follow as the terminal gives them.

preview-code-not-utf8 = The file is not UTF-8
preview-code-unreadable = A file cannot be read
preview-code-link-outside = A symbolic link leads astray
preview-code-bad-file-name = A file name is not portable
preview-code-merge-conflict = Merge conflict
preview-code-control-character = The text holds a control character
preview-code-config-syntax = The settings cannot be read
preview-code-config-key = An unknown setting
preview-code-config-value = A setting has a wrong value
preview-code-locale-tag = A language tag is not right
preview-code-chain-cycle = Editions lead in a circle
preview-code-front-matter = The front matter cannot be read
preview-code-front-matter-key = A key of the front matter looks mistyped
preview-code-front-matter-value = A value of the front matter is wrong
preview-code-duplicate-translation = A document stands twice in one language
preview-code-unknown-locale = No edition has this language
preview-code-unknown-author = An author is not listed
preview-code-nested-too-deep = Nested too deep
preview-code-shortcode = A shortcode has a mistake
preview-code-unknown-argument = A shortcode's argument that it does not know
preview-code-unknown-alert = An alert of an unknown kind
preview-code-footnote = A footnote does not fit
preview-code-duplicate-anchor = Two headings have one id
preview-code-undefined-reference = A link has a label that nothing defines
preview-code-unused-reference = A link label that nothing uses
preview-code-duplicate-reference = A link label is defined twice
preview-code-emphasis-not-parsed = Emphasis that will not show
preview-code-fullwidth-markup = A full-width character in markup
preview-code-unparsed-markup = Nearly markup
preview-code-missing-translation = A translation is missing
preview-code-duplicate-permalink = Two pages have one address
preview-code-case-collision = Addresses differ by case alone
preview-code-bad-slug = An address is not possible
preview-code-broken-link = A link leads to nothing
preview-code-missing-image = A picture is missing
preview-code-redirected-link = A link leads to an old address
preview-code-leaves-edition = A link leads into another edition
preview-code-dead-link = An address elsewhere does not answer
preview-code-moved-link = An address elsewhere has moved
preview-code-broken-fragment = A link leads to no such place
preview-code-message-missing = A message of the interface is missing
preview-code-message-untranslated = A message of the interface is not translated
preview-code-message-unused = A message of the interface that nothing uses
preview-code-message-differs = A message takes other values in another language
preview-code-message-syntax = A message of the interface cannot be read
preview-code-glossary-conflict = The glossary contradicts itself
preview-code-conversion-markup = A conversion mark cannot be read
preview-code-unmarked-japanese = Japanese that is not marked
preview-code-wrong-script = The text is in the other script
preview-code-stray-character = Characters of the other script
preview-code-mixed-scripts = Both scripts in one line
preview-code-half-width-punctuation = Half-width punctuation in Chinese
preview-code-space-before-punctuation = A space before punctuation
preview-code-unpaired-quote = A mark without its partner
preview-code-quote-region = Quotation marks of the other region
preview-code-forbidden-term = A forbidden term
preview-code-term-varies = A term in two ways
preview-code-doubtful-conversion = A doubtful conversion
preview-code-bad-allow = A comment that allows something cannot be read
preview-code-unused-allow = A comment allows what is not there
preview-code-unexplained-allow = A comment gives no reason
preview-code-untranslated = Not translated
preview-code-orphan = The original is gone
preview-code-structure-differs = The structure differs
preview-code-fewer-paragraphs = Paragraphs are missing
preview-code-code-differs = Code differs from the original
preview-code-placeholder-differs = A placeholder was lost or gained
preview-code-shortcode-differs = A shortcode was lost or gained
preview-code-outdated-translation = The translation is outdated
preview-code-unrecorded-translation = The translation is not recorded
preview-code-correction-outdated = A correction no longer fits
preview-code-correction-unused = A correction is of no use
preview-code-conversion-changed = The conversion has changed
preview-code-conversion-unlocked = The conversion is not pinned
preview-code-lock-file = A lock file cannot be read
preview-code-card-font = A font for pictures
preview-code-template = A template has a mistake
preview-code-destination-foreign = The destination holds others’ files
preview-code-write-failed = A file cannot be written
