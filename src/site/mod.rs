//! What a site has beside its pages: sitemap, feeds, redirects, robots.txt, assets, the theme's files.
