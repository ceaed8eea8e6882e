## Search.

search = Search
search-label = Search this site
search-placeholder = Search…
search-submit = Search
search-hint = Type a word or a phrase.
search-keys = Arrow keys to choose, Enter to open, Esc to close
# $query is what the reader typed.
search-none = Nothing found for “{ $query }”
search-results = { $count ->
    [one] { $count } page found
   *[other] { $count } pages found
}
search-more = Show more
search-failed = The search index could not be loaded.
search-noscript = Searching needs JavaScript.
search-close = Close
