//! Which values that stand beside a document's text are texts for readers: arguments of a site's own shortcodes, what a
//! site gives in `extra`, the titles of blocks of code.
//!
//! Such a value is a text unless its name says that machines read it, or the value itself is an address or a path.

/// Names whose values machines read; also as the last word of a name: `cover-image`, `imageUrl`.
const MACHINES: [&str; 50] = [
    "id",
    "ids",
    "key",
    "keys",
    "slug",
    "anchor",
    "ref",
    "rel",
    "class",
    "classes",
    "style",
    "layout",
    "template",
    "type",
    "kind",
    "lang",
    "locale",
    "dir",
    "href",
    "url",
    "uri",
    "link",
    "src",
    "srcset",
    "path",
    "file",
    "filename",
    "folder",
    "image",
    "images",
    "img",
    "cover",
    "thumbnail",
    "icon",
    "logo",
    "avatar",
    "photo",
    "picture",
    "poster",
    "audio",
    "video",
    "width",
    "height",
    "code",
    "tex",
    "math",
    "latex",
    "regex",
    "email",
    "script",
];
/// Endings of files. A name such as Node.js has one too, and so do they count behind a slash alone.
const CODE: [&str; 12] = ["js", "mjs", "ts", "css", "py", "rs", "go", "sh", "java", "rb", "php", "vue"];
/// Endings that no word for readers has.
const FILES: [&str; 58] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "ico", "tif", "tiff", "heic", "mp3", "m4a", "ogg",
    "oga", "opus", "wav", "flac", "mp4", "m4v", "webm", "mov", "mkv", "avi", "vtt", "srt", "pdf", "epub", "doc",
    "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "csv", "tsv", "txt", "md", "html", "htm", "xml", "json",
    "yaml", "yml", "toml", "ini", "conf", "zip", "gz", "tar", "7z", "woff", "woff2", "ttf", "otf",
];
/// Schemes that no two slashes follow.
const SCHEMES: [&str; 6] = ["mailto:", "tel:", "sms:", "data:", "urn:", "magnet:"];

/// Whether `value` is a text for readers; `name` is what the author calls it, if anything.
pub fn is_text(name: Option<&str>, value: &str) -> bool {
    !name.is_some_and(is_machines) && !is_address(value)
}

fn is_machines(name: &str) -> bool {
    let is = |word: &str| MACHINES.iter().any(|name| name.eq_ignore_ascii_case(word));
    let capital = name.rfind(|c: char| c.is_ascii_uppercase()).filter(|at| *at > 0);
    let last = name.rsplit(['-', '_', '.', ' ']).next().unwrap_or(name);
    is(name) || is(last) || capital.is_some_and(|at| is(&name[at..]))
}

/// Whether `value` is an address, a mail address, a path, or the name of a file: nothing that is said.
pub fn is_address(value: &str) -> bool {
    let value = value.trim();
    let said = value.contains(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | '！' | '？' | '：'));
    let rooted = ["/", "./", "../", "~/"].iter().any(|root| value.starts_with(root));
    // A file's own name may hold spaces, but a sentence may end with one.
    if said {
        return rooted && is_file(value);
    }
    let fragment = value.strip_prefix('#').is_some_and(|rest| !rest.is_empty() && !rest.contains('#'));
    let scheme = value.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    let begins = |scheme: &&str| value.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    rooted && value.len() > 1
        || fragment
        || scheme
        || SCHEMES.iter().any(begins)
        || is_mail(value)
        || is_file(value)
        || (value.len() > 1 && value.ends_with('/'))
}

/// Whether the last part of a path ends as a file does, before a query or a fragment.
fn is_file(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or_default();
    let Some((stem, ending)) = path.rsplit_once('.') else { return false };
    let is = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
    !stem.is_empty() && (is(&FILES) || is(&CODE) && stem.contains('/'))
}

fn is_mail(value: &str) -> bool {
    let host = |host: &str| host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
    value.split_once('@').is_some_and(|(person, at)| !person.is_empty() && host(at) && !at.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_no_texts() {
        let addresses = [
            "图片/头发.png",
            "头发.PNG",
            "/头发",
            "./头发",
            "../头发/面条.js",
            "#头发",
            "https://例子.com/头发",
            "mailto:李@例子.com",
            "李雷@example.com",
            "头发.pdf#page=2",
            "/头发 照片.png",
            "头发/",
            "头发.md#面条",
            "data:,头发",
            "guide/头发.md",
        ];
        for value in addresses {
            assert!(is_address(value), "{value}");
            assert!(!is_text(None, value), "{value}");
        }
        let texts = [
            "头发",
            "输入/输出",
            "见 头发.png",
            "使用Node.js",
            "学习Vue.js",
            "版本2.0",
            "见https://example.com。",
            "# 头发",
            "/",
            "甲@乙",
            "第1.2版",
            "Rust:入门",
            "访问example.com",
            "图片：头发.png",
            "/help：显示帮助",
            "头发。",
        ];
        for value in texts {
            assert!(is_text(None, value), "{value}");
        }
    }

    #[test]
    fn names_say_what_machines_read() {
        let names = [
            ("id", false),
            ("cover", false),
            ("cover-image", false),
            ("image_url", false),
            ("imageUrl", false),
            ("data-type", false),
            ("label", true),
            ("link-text", true),
            ("linkText", true),
            ("photo-caption", true),
            ("aria-label", true),
            ("name", true),
            ("author", true),
            ("标题", true),
            ("ID", false),
            ("video", false),
        ];
        for (name, read) in names {
            assert_eq!(is_text(Some(name), "头发"), read, "{name}");
        }
    }
}
