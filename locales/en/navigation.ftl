## Finding one's way: header, switcher, sidebar, contents, lists.

skip-to-content = Skip to content
main-navigation = Main
site-navigation = Site pages
breadcrumbs = Breadcrumbs
menu = Menu
close = Close

# The switcher. Each edition stands in it under its own name, which is no message.
languages = Language
language-missing = not translated

table-of-contents = On this page
contents = Contents
section-contents = In this section
previous = Previous
next = Next
back-to-top = Back to top

pagination = Pages
page-of = Page { $page } of { $pages }

colour-theme = Colour theme

feed = Atom feed
