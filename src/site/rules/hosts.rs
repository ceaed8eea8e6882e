//! Hosts that read `_redirects` and `_headers`: Netlify and Cloudflare Pages. One asks for languages in `_redirects`; the
//! other has no such rules, and runs a small program instead.
//!
//! A site that names both gets one file of each name. Cloudflare passes over the lines that only Netlify knows.

use super::{ASK_AGAIN, COOKIE, FOLDER, FOR_EVER, Site};
use crate::config::BaseUrl;
use crate::locale::negotiate;
use crate::resolve::address::SEARCH_INDEX;
use std::fmt::Write;

/// Lines of `_redirects` that Cloudflare reads at most; what is beyond stays as the page that a browser follows.
const CLOUDFLARE_REDIRECTS: usize = 2000;

/// Rules of `_headers` that Cloudflare reads at most, less those that are always there.
const CLOUDFLARE_HEADERS: usize = 98;

/// The files for those of the two that are wanted.
pub fn files(site: &Site, netlify: bool, cloudflare: bool) -> Vec<(String, String)> {
    if !netlify && !cloudflare {
        return Vec::new();
    }
    let mut files = vec![
        ("_headers".to_owned(), headers(site, cloudflare)),
        ("_redirects".to_owned(), redirects(site, netlify, cloudflare)),
    ];
    if cloudflare && site.chooses {
        files.push(("_worker.js".to_owned(), worker(site)));
        files.push(("_routes.json".to_owned(), routes(site)));
    }
    files
}

fn href(path: &str) -> String {
    BaseUrl::default().href(path)
}

fn headers(site: &Site, cloudflare: bool) -> String {
    let mut out = format!("{}\n  Cache-Control: {ASK_AGAIN}\n", href(&format!("{}*", site.root)));
    let most = if cloudflare { CLOUDFLARE_HEADERS } else { usize::MAX };
    for path in site.lasting.iter().take(most) {
        // Cloudflare would join both values; Netlify takes the later one.
        let detach = if cloudflare { "  ! Cache-Control\n" } else { "" };
        let _ = writeln!(out, "{}\n{detach}  Cache-Control: {FOR_EVER}", href(path));
    }
    out
}

fn redirects(site: &Site, netlify: bool, cloudflare: bool) -> String {
    let mut out = String::new();
    for (from, to) in site.moved.iter().take(CLOUDFLARE_REDIRECTS) {
        let (from, to) = (href(from), href(to));
        // The exclamation mark: also where a page stands, as it does for browsers behind an old address.
        if netlify {
            let _ = writeln!(out, "{from} {to} 301!");
        }
        if cloudflare {
            let _ = writeln!(out, "{from} {to} 301");
        }
    }
    if netlify {
        // A comment makes a line one that Cloudflare does not understand, and leaves alone.
        let end = if cloudflare { " # for Netlify\n" } else { "\n" };
        out.extend(for_netlify(site).into_iter().map(|line| line + end));
    }
    out
}

/// What Netlify needs beyond old addresses: pages for what does not exist, and the choice of an edition.
fn for_netlify(site: &Site) -> Vec<String> {
    let root = href(&site.root);
    let hidden =
        [format!("{root}{FOLDER}/*"), format!("{root}.yiben")].map(|path| format!("{path} {root}404.html 404!"));
    let mut lines = Vec::from(hidden);
    for place in site.folders() {
        let home = href(&site.home(place));
        lines.push(format!("{home}* {home}404.html 404"));
    }
    if !site.chooses {
        lines.push(format!("{root}* {root}404.html 404"));
        return lines;
    }
    let mut choose = |prefix: &str, condition: &str| {
        let prefix = href(prefix);
        lines.push(format!("{root} {root}{}/ 302!{condition}", &prefix[1..]));
        lines.push(format!("{root}* {root}{}/:splat 302{condition}", &prefix[1..]));
    };
    // A line of Netlify's holds for the languages that it names; tags with a region come before bare languages.
    for kind in [0, 1] {
        for (place, tags) in site.editions.iter().zip(&site.ranges.tags) {
            // What a visitor has chosen arrives as the edition's own tag.
            let own = place.tag.to_ascii_lowercase();
            let extra = (kind == 0 && !tags.iter().flatten().any(|tag| *tag == own)).then_some(&own);
            let list: Vec<_> = extra.into_iter().chain(&tags[kind]).map(String::as_str).collect();
            if !list.is_empty() {
                choose(&place.prefix, &format!(" Language={}", list.join(",")));
            }
        }
    }
    choose(&site.default_place().prefix, "");
    lines
}

/// The program: the same steps and the same table as in a browser.
fn worker(site: &Site) -> String {
    let homes: Vec<_> = site.editions.iter().map(|place| (place.tag.as_str(), href(&site.home(place)))).collect();
    let json = serde_json::to_string(&homes).expect("a list of texts is JSON");
    let root = serde_json::to_string(&href(&site.root)).expect("a text is JSON");
    format!(
        "{}const root = {root}, name = \"{COOKIE}\", homes = {json}, table = {};\n{}",
        negotiate::SCRIPT,
        site.table,
        include_str!("worker.js")
    )
}

/// Which addresses the program answers: none that is in an edition, and none of the files that every page loads.
fn routes(site: &Site) -> String {
    let root = href(&site.root);
    let mut exclude: Vec<_> = site.folders().map(|place| format!("{}*", href(&site.home(place)))).collect();
    exclude.extend(["assets", SEARCH_INDEX].map(|folder| format!("{root}{folder}/*")));
    let routes = serde_json::json!({"version": 1, "include": [format!("{root}*")], "exclude": exclude});
    format!("{routes:#}\n")
}
