## What a page says about where its text comes from.

# $source is the name of the edition that the text was converted from.
notice-converted = This page was converted automatically from { $source }.
notice-converted-link = Read the original
# $language is the edition's name for itself, $shown that of the edition whose text is shown. Editions without messages of
# their own show this one as well.
notice-fallback = This page has not been translated into { $language } yet. It is shown in { $shown }.
notice-outdated = This translation is older than the original and may be out of date.
notice-outdated-link = Read the original

# Offered to a reader whose browser prefers this language, on a page in another one.
offer = This page is also available in English.
offer-accept = Read it in English
offer-dismiss = No, thanks

## Pages that are no documents.

not-found-title = Page not found
not-found-text = There is nothing at this address. The page may have moved, or the link may be mistyped.
not-found-home = Go to the home page

moved-title = This page has moved
moved-text = It now stands here:
