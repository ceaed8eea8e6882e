//! Apache: one `.htaccess` at the root, and one for each edition, which names its page for what does not exist.

use super::{ASK_AGAIN, COOKIE, FOLDER, FOR_EVER, Site};
use crate::config::BaseUrl;
use std::fmt::Write;

/// The files.
pub fn files(site: &Site) -> Vec<(String, String)> {
    let own = |place: &super::Place| {
        let text = format!("ErrorDocument 404 {}\n", address(&format!("{}404.html", site.home(place))));
        (format!("{}/.htaccess", place.prefix), text)
    };
    std::iter::once((".htaccess".to_owned(), root(site))).chain(site.folders().map(own)).collect()
}

/// An address; percent signs would be variables elsewhere, but not where this is used.
fn address(path: &str) -> String {
    BaseUrl::default().href(path)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if ".+*?()[]{}^$|\\\"".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn root(site: &Site) -> String {
    let root = &site.root;
    let mut out = String::from("# Needs AllowOverride FileInfo, mod_rewrite, mod_setenvif and mod_headers.\n");
    let not_found =
        if site.chooses { format!("{root}404.html") } else { format!("{}404.html", site.home(site.default_place())) };
    let _ =
        writeln!(out, "DirectoryIndex index.html\nErrorDocument 404 {}\nAddDefaultCharset utf-8", address(&not_found));
    out.push_str("AddType application/atom+xml .xml\n");
    let _ = writeln!(out, "\n<IfModule mod_headers.c>\nHeader set Cache-Control \"{ASK_AGAIN}\"");
    let _ = writeln!(
        out,
        "<FilesMatch \"\\.[0-9a-f]{{8,}}\\.[^./]+$\">\nHeader set Cache-Control \"{FOR_EVER}\"\n</FilesMatch>"
    );
    if site.chooses {
        out.push_str("Header always set Cache-Control no-store env=YIBEN_CHOSEN\n");
        out.push_str("Header always merge Vary \"Accept-Language, Cookie\" env=YIBEN_CHOSEN\n");
    }
    out.push_str("</IfModule>\n");
    if site.chooses {
        out.push_str(&edition(site));
    }
    let _ = writeln!(out, "\nRewriteEngine On\nRewriteBase {}", quoted(root));
    let _ = writeln!(out, "RewriteRule ^{FOLDER}/|^\\.yiben$ - [R=404,L]");
    for (from, to) in &site.moved {
        let from = from.strip_prefix(root.as_str()).unwrap_or(from).trim_end_matches('/');
        let to = to.replace('\\', "\\\\").replace('$', "\\$").replace('%', "\\%");
        let _ = writeln!(out, "RewriteRule {} {} [R=301,L]", quoted(&format!("^{}/?$", literal(from))), quoted(&to));
    }
    if site.chooses {
        out.push_str(&choice(site));
    }
    out
}

/// The edition that fits a reader, in a variable: each line that holds replaces what those before it said.
fn edition(site: &Site) -> String {
    let prefix = |edition: usize| &site.editions[edition].prefix;
    let mut out = String::from("\n# The first language of the highest quality that has an edition.\n");
    for level in site.ranges.levels.iter().rev() {
        let _ = writeln!(out, "SetEnvIfNoCase Accept-Language {} YIBEN_TAG=$1", quoted(level));
    }
    out.push_str("# The edition: the default one, the one of that language, the saved choice.\n");
    let _ = writeln!(out, "SetEnvIf Request_URI ^ YIBEN_EDITION={}", prefix(site.default));
    if let Some((refused, instead)) = &site.ranges.refused {
        let _ = writeln!(out, "SetEnvIfNoCase Accept-Language {} YIBEN_EDITION={}", quoted(refused), prefix(*instead));
    }
    for (edition, tags) in &site.ranges.editions {
        let _ = writeln!(
            out,
            "SetEnvIfNoCase YIBEN_TAG {} YIBEN_EDITION={}",
            quoted(&format!("^{tags}$")),
            prefix(*edition)
        );
    }
    for place in &site.editions {
        let cookie = format!("(?:^|; *){COOKIE}={}(?:;|$)", literal(&place.tag));
        let _ = writeln!(out, "SetEnvIf Cookie {} YIBEN_EDITION={}", quoted(&cookie), place.prefix);
    }
    out
}

/// Addresses in no edition: those of files are answered, all others lead to an edition that has them.
fn choice(site: &Site) -> String {
    let folders: Vec<_> = site.folders().map(|place| literal(&place.prefix)).collect();
    let default = &site.default_place().prefix;
    // In a folder's own rules, this is where that folder lies, whatever the base path is called on the disk.
    let here = "%{CONTEXT_DOCUMENT_ROOT}%{ENV:YIBEN_BASE}";
    format!(
        "# An address in an edition stays in it.\n\
         RewriteRule {inside} - [L]\n\
         # Others lead to the reader's edition, or to the default one where only that has the page.\n\
         RewriteRule ^(?:index\\.html)?$ %{{ENV:YIBEN_EDITION}}/ [R=302,L,E=YIBEN_CHOSEN:1]\n\
         RewriteCond %{{REQUEST_FILENAME}} -f\n\
         RewriteRule ^ - [L]\n\
         RewriteRule ^ - [E=YIBEN_BASE:{root}]\n\
         RewriteCond {here}%{{ENV:YIBEN_EDITION}}/$1 !-f\n\
         RewriteCond {here}%{{ENV:YIBEN_EDITION}}/$1 !-d\n\
         RewriteCond {here}{default}/$1 -f [OR]\n\
         RewriteCond {here}{default}/$1 -d\n\
         RewriteRule ^(.*)$ {default}/$1 [R=302,L,E=YIBEN_CHOSEN:1]\n\
         RewriteRule ^(.*)$ %{{ENV:YIBEN_EDITION}}/$1 [R=302,L,E=YIBEN_CHOSEN:1]\n",
        inside = quoted(&format!("^(?:{})(?:/|$)", folders.join("|"))),
        root = site.root,
    )
}
