## Finding one's way: header, switcher, sidebar, contents, lists.

skip-to-content = Skip to content
main-navigation = Main
site-navigation = Site pages
breadcrumbs = Breadcrumbs
menu = Menu
close = Close
home = Home

# The switcher. Each edition stands in it under its own name, which is no message.
languages = Language
language-missing = not translated
# $language is the edition that is shown instead, under its own name.
language-instead = not translated, opens in { $language }

table-of-contents = On this page
contents = Contents
section-contents = In this section
previous = Previous
next = Next
back-to-top = Back to top
# The accessible name of the sign beside a heading; $heading is its text.
heading-link = Link to “{ $heading }”

pagination = Pages
page-of = Page { $page } of { $pages }
newer = Newer
older = Older

colour-theme = Colour theme
theme-light = Light
theme-dark = Dark
theme-system = Like the system

feed = Atom feed
# $generator is the program's name, perhaps a link.
made-with = Made with { $generator }
