//! Caddy: a snippet for the Caddyfile's site block, whose `root` holds the site.

use super::{ASK_AGAIN, COOKIE, FOLDER, FOR_EVER, Site};
use crate::config::BaseUrl;
use std::fmt::Write;

/// A token that may hold anything but a backtick, which no path of a site has unencoded.
fn token(text: &str) -> String {
    format!("`{}`", text.replace('`', "?"))
}

/// An address to lead to; braces would be placeholders, and are percent-encoded already.
fn target(path: &str) -> String {
    BaseUrl::default().href(path)
}

/// A path to match. One that holds a percent sign is compared with the address as it was sent.
fn from_path(path: &str) -> String {
    if path.contains('%') { target(path) } else { path.to_owned() }
}

/// The file.
pub fn file(site: &Site) -> String {
    let root = &site.root;
    let mut out = String::from(
        "# Import this file at the top of your Caddyfile, and write `import yiben` into the site's block.\n",
    );
    // A route keeps the order of its lines; Caddy would sort them otherwise.
    out.push_str("(yiben) {\n\troute {\n");
    let _ = writeln!(out, "\theader Cache-Control {}", token(ASK_AGAIN));
    let _ = writeln!(out, "\t@yiben_lasting path_regexp {}", token(&format!("^{root}.*\\.[0-9a-f]{{8,}}\\.[^./]+$")));
    let _ = writeln!(out, "\theader @yiben_lasting Cache-Control {}", token(FOR_EVER));
    out.push_str("\tmap {uri} {yiben_query} {\n\t\t`~^[^?]*(\\?.*)$` ${1}\n\t\tdefault \"\"\n\t}\n");
    for (from, to) in &site.moved {
        let _ = writeln!(out, "\tredir {} {}{{yiben_query}} 301", token(&from_path(from)), target(to));
    }
    if site.chooses {
        out.push_str(&choice(site));
    }
    let _ = writeln!(out, "\t@yiben_own path {root}{FOLDER}/* {root}.yiben\n\terror @yiben_own 404");
    out.push_str("\tfile_server\n\t}\n\thandle_errors {\n");
    // The longest prefix first: handles of one block exclude each other in the order of the file.
    let mut folders: Vec<_> = site.folders().collect();
    folders.sort_by_key(|place| std::cmp::Reverse(place.prefix.len()));
    for (number, place) in (1..).zip(folders) {
        let home = site.home(place);
        let _ = writeln!(out, "\t\t@yiben_missing_{number} path {}", token(&format!("{home}*")));
        let _ = writeln!(
            out,
            "\t\thandle @yiben_missing_{number} {{\n\t\t\trewrite * {}",
            target(&format!("{home}404.html"))
        );
        out.push_str("\t\t\tfile_server\n\t\t}\n");
    }
    let _ = writeln!(
        out,
        "\t\thandle {{\n\t\t\trewrite * {}\n\t\t\tfile_server\n\t\t}}\n\t}}\n}}",
        target(&format!("{root}404.html"))
    );
    out
}

/// Addresses in no edition: those of files are answered, all others lead to an edition that has them.
fn choice(site: &Site) -> String {
    let root = &site.root;
    let mut out = String::from("\tmap {http.request.header.Accept-Language} {yiben_tag} {\n");
    for level in &site.ranges.levels {
        let _ = writeln!(out, "\t\t{} ${{1}}", token(&format!("~(?i){level}")));
    }
    out.push_str("\t\tdefault \"\"\n\t}\n\tmap {http.request.header.Accept-Language} {yiben_any} {\n");
    if let Some((refused, instead)) = &site.ranges.refused {
        let _ = writeln!(out, "\t\t{} {}", token(&format!("~(?i){refused}")), token(&site.editions[*instead].prefix));
    }
    let default = &site.default_place().prefix;
    let _ = writeln!(out, "\t\tdefault {}\n\t}}\n\tmap {{yiben_tag}} {{yiben_fit}} {{", token(default));
    for (edition, tags) in &site.ranges.editions {
        let prefix = &site.editions[*edition].prefix;
        let _ = writeln!(out, "\t\t{} {}", token(&format!("~(?i)^{tags}$")), token(prefix));
    }
    let _ =
        writeln!(out, "\t\tdefault {{yiben_any}}\n\t}}\n\tmap {{http.request.cookie.{COOKIE}}} {{yiben_edition}} {{");
    for place in &site.editions {
        let _ = writeln!(out, "\t\t{} {}", place.tag, token(&place.prefix));
    }
    out.push_str("\t\tdefault {yiben_fit}\n\t}\n");
    for (from, to) in [("{path}", "{yiben_path}"), ("{uri}", "{yiben_rest}")] {
        let _ = writeln!(
            out,
            "\tmap {from} {to} {{\n\t\t{} ${{1}}\n\t\tdefault \"\"\n\t}}",
            token(&format!("~^{root}(.*)$"))
        );
    }
    let inside =
        site.folders().flat_map(|place| [format!("{root}{}", place.prefix), format!("{root}{}/*", place.prefix)]);
    let inside: Vec<_> = inside.map(|path| token(&path)).collect();
    let outside =
        format!("path {root}*\n\t\tnot path {} {root}{FOLDER}/* {root}.yiben\n\t\tnot file", inside.join(" "));
    let there = format!("{root}{{yiben_edition}}/{{yiben_path}}");
    let _ = writeln!(
        out,
        "\t@yiben_root path {root} {root}index.html\n\
         \t@yiben_choose {{\n\t\t{outside}\n\t}}\n\
         \t@yiben_default {{\n\t\t{outside}\n\t\tnot file {there}index.html {there}\n\t\tfile {root}{default}/{{yiben_path}}index.html {root}{default}/{{yiben_path}}\n\t}}",
    );
    for at in ["root", "choose"] {
        let _ = writeln!(
            out,
            "\theader @yiben_{at} Cache-Control no-store\n\theader @yiben_{at} Vary `Accept-Language, Cookie`"
        );
    }
    let _ = writeln!(
        out,
        "\tredir @yiben_root {root}{{yiben_edition}}/{{yiben_query}} 302\n\
         \tredir @yiben_default {root}{default}/{{yiben_rest}} 302\n\
         \tredir @yiben_choose {root}{{yiben_edition}}/{{yiben_rest}} 302",
    );
    out
}
