//! nginx: maps for its `http` block, and rules for the `server` block whose `root` holds the site.

use super::{ASK_AGAIN, COOKIE, FOLDER, FOR_EVER, Place, Site};
use crate::config::BaseUrl;
use std::fmt::Write;

/// The two files.
pub fn files(site: &Site) -> [(String, String); 2] {
    [(format!("{FOLDER}/nginx-http.conf"), http(site)), (format!("{FOLDER}/nginx-server.conf"), server(site))]
}

/// A text in quotation marks, as nginx reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An address to lead to, and variables behind it. A dollar sign in the address would begin another one.
fn target(path: &str, variables: &str) -> String {
    quoted(&(BaseUrl::default().href(path).replace('$', "%24") + variables))
}

/// A literal text inside a regular expression.
fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if ".+*?()[]{}^$|\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn http(site: &Site) -> String {
    let mut out = String::from("# For the http block: include this file there.\n\n");
    let root = literal(&site.root);
    let _ = writeln!(out, "# What browsers may keep: for ever what has a hash in its name, nothing else unasked.");
    let _ = writeln!(out, "map $uri $yiben_cache {{\n    default {};", quoted(ASK_AGAIN));
    let _ = writeln!(
        out,
        "    {} {};\n}}",
        pattern("~", &format!("^{root}.*\\.[0-9a-f]{{8,}}\\.[^./]+$")),
        quoted(FOR_EVER)
    );
    if !site.chooses {
        return out;
    }
    let _ = writeln!(out, "\n# The first language of the highest quality that has an edition.");
    let _ = writeln!(out, "map $http_accept_language $yiben_tag {{\n    default \"\";");
    for level in &site.ranges.levels {
        let named = level.replacen(" *(", " *(?<yiben_range>", 1);
        let _ = writeln!(out, "    {} $yiben_range;", pattern("~*", &named));
    }
    out.push_str("}\n\n# The edition of that language.\nmap $yiben_tag $yiben_fit {\n    default \"\";\n");
    for (edition, tags) in &site.ranges.editions {
        let _ =
            writeln!(out, "    {} {};", pattern("~*", &format!("^{tags}$")), quoted(&site.editions[*edition].prefix));
    }
    out.push_str("}\n\n# The edition for all others.\nmap $http_accept_language $yiben_any {\n");
    let _ = writeln!(out, "    default {};", quoted(&site.default_place().prefix));
    if let Some((refused, instead)) = &site.ranges.refused {
        let _ = writeln!(out, "    {} {};", pattern("~*", refused), quoted(&site.editions[*instead].prefix));
    }
    out.push_str("}\n\n# The saved choice comes first.\n");
    let _ = writeln!(out, "map \"$cookie_{COOKIE}:$yiben_fit\" $yiben_edition {{\n    default $yiben_any;");
    for place in &site.editions {
        let _ = writeln!(out, "    {} {};", pattern("~", &format!("^{}:", literal(&place.tag))), quoted(&place.prefix));
    }
    for place in &site.editions {
        let _ =
            writeln!(out, "    {} {};", pattern("~", &format!(":{}$", literal(&place.prefix))), quoted(&place.prefix));
    }
    out.push_str("}\n");
    out
}

/// A regular expression as the key of a map. A backslash stays one: nginx takes it away only before a quotation mark or
/// another backslash.
fn pattern(mark: &str, expression: &str) -> String {
    format!("\"{mark}{}\"", expression.replace('"', "\\\""))
}

fn server(site: &Site) -> String {
    let root = &site.root;
    let mut out =
        String::from("# For the server block: include this file there. Its `root` is the folder that holds the site");
    out.push_str(if root == "/" { ".\n" } else { " under its base path.\n" });
    out.push_str(
        "\nabsolute_redirect off;\nindex index.html;\ncharset utf-8;\nadd_header Cache-Control $yiben_cache;\n",
    );
    let _ = writeln!(out, "\nlocation ^~ {} {{ return 404; }}", quoted(&format!("{root}{FOLDER}/")));
    let _ = writeln!(out, "location = {} {{ return 404; }}", quoted(&format!("{root}.yiben")));
    if !site.moved.is_empty() {
        out.push_str("\n# Old addresses.\n");
    }
    for (from, to) in &site.moved {
        let _ = writeln!(out, "location = {} {{ return 301 {}; }}", quoted(from), target(to, "$is_args$args"));
    }
    out.push_str("\n# Each edition answers for its own addresses.\n");
    for place in &site.editions {
        let home = site.home(place);
        let not_found = format!("{home}404.html");
        let _ = writeln!(
            out,
            "location {} {{ try_files $uri $uri/ =404; error_page 404 {}; }}",
            quoted(&home),
            target(&not_found, "")
        );
    }
    if site.chooses {
        out.push_str(&choice(site));
    }
    out
}

/// Addresses in no edition: those of files are answered, all others lead to an edition that has them.
fn choice(site: &Site) -> String {
    let root = &site.root;
    let default: &Place = site.default_place();
    let (root_regex, folder) = (literal(root), root.trim_end_matches('/'));
    format!(
        "\n# Addresses in no edition lead to the reader's, or to the default one where only that has the page.\n\
         location = {home} {{ rewrite ^ {root}$yiben_edition/ redirect; {private} }}\n\
         location = {index} {{ rewrite ^ {root}$yiben_edition/ redirect; {private} }}\n\
         location {home} {{ try_files $uri @yiben; }}\n\
         location @yiben {{\n    \
         set $yiben_to $yiben_edition;\n    \
         set $yiben_rest $uri;\n    \
         if ($uri ~ \"^{root_regex}(.*)$\") {{ set $yiben_rest $1; }}\n    \
         set $yiben_has \"\";\n    \
         if (!-e $document_root{folder}/$yiben_edition/$yiben_rest) {{ set $yiben_has no; }}\n    \
         if (-e $document_root{folder}/{default}/$yiben_rest) {{ set $yiben_has \"${{yiben_has}}default\"; }}\n    \
         if ($yiben_has = nodefault) {{ set $yiben_to {default}; }}\n    \
         {private}\n    \
         rewrite \"^{root_regex}(.*)$\" {root}$yiben_to/$1 redirect;\n}}\n",
        home = quoted(root),
        index = quoted(&format!("{root}index.html")),
        default = default.prefix,
        private = "add_header Cache-Control no-store; add_header Vary \"Accept-Language, Cookie\";",
    )
}
