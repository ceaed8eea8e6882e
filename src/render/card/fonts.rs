//! Faces for pictures: what a site names in `[theme.cards]`, else what the system has for an edition's script.
//!
//! The one door to the crate that reads fonts. Files of the project are read like all others; a family's name is looked up
//! by whoever asks for pictures, since the fonts of a system are no files of the project.

use crate::config::{Config, EditionId, ThemeValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::{Files, RelPath};
use ab_glyph::{Font, FontVec, ScaleFont, VariableFont};
use std::collections::BTreeMap;

/// The largest font file that is read, in bytes.
const LIMIT: u64 = 64 << 20;

/// Scripts whose letters stand beside each other as they are: all that the drawing can do. Others would come out wrong.
const SCRIPTS: &[&str] = &["Latn", "Cyrl", "Grek", "Hans", "Hant", "Hani", "Jpan", "Kore", "Hang", "Hira", "Kana"];

/// Families for a script or a region, best first; then those for all others. Both of the big free families and those of
/// the systems.
const FAMILIES: &[(&str, &[&str])] = &[
    ("HK", &["Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HK", "Source Han Sans HC", "PingFang HK"]),
    ("MO", &["Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HK", "PingFang HK"]),
    ("Hant", &["Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"]),
    ("Hans", &["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"]),
    ("Jpan", &["Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic"]),
    ("Kore", &["Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic"]),
    ("", &["Noto Sans", "Inter", "Helvetica Neue", "Segoe UI", "Roboto", "DejaVu Sans", "Liberation Sans", "Arial"]),
];

/// What an edition's titles must have at least: a few characters that tell a face of the script from one without it.
const SAMPLES: &[(&str, &str)] = &[
    ("Hans", "书说门"),
    ("Hant", "書說門"),
    ("Jpan", "本の"),
    ("Kore", "책의"),
    ("Cyrl", "Яж"),
    ("Grek", "Ωλ"),
    ("", "Ag"),
];

/// A face, and others for what it lacks.
pub struct Face {
    fonts: Vec<FontVec>,
    mark: Vec<u8>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({} fonts)", self.fonts.len())
    }
}

/// Covers a point of the picture by a part of one.
pub type Cover<'a> = dyn FnMut(i32, i32, f32) + 'a;

impl Face {
    /// A face of these font files, each with the number of the face in it.
    pub fn new(files: Vec<(Vec<u8>, u32)>) -> Option<Self> {
        let mut mark = blake3::Hasher::new();
        let mut fonts = Vec::new();
        for (bytes, index) in files {
            mark.update(blake3::hash(&bytes).as_bytes());
            mark.update(&index.to_le_bytes());
            let Ok(mut font) = FontVec::try_from_vec_and_index(bytes, index) else { continue };
            // A variable font begins at its thinnest; one that is not variable has no weight to set.
            font.set_variation(b"wght", 700.0);
            fonts.push(font);
        }
        (!fonts.is_empty()).then(|| Self { fonts, mark: mark.finalize().as_bytes().to_vec() })
    }

    /// What tells this face from others.
    pub fn mark(&self) -> &[u8] {
        &self.mark
    }

    /// Whether it has every character of `text`.
    pub fn has(&self, text: &str) -> bool {
        text.chars().all(|c| self.fonts.iter().any(|font| font.glyph_id(c).0 != 0))
    }

    fn font(&self, c: char) -> Option<&FontVec> {
        self.fonts.iter().find(|font| font.glyph_id(c).0 != 0)
    }

    /// How far the next character stands from `c`. A character that no font has takes no place: rather a gap than a box.
    pub fn advance(&self, c: char, size: f32) -> f32 {
        self.font(c).map_or(0.0, |font| font.as_scaled(em(font, size)).h_advance(font.glyph_id(c)))
    }

    /// Gives the points that `c` covers when it stands at `(x, baseline)`.
    pub fn outline(&self, c: char, size: f32, (x, baseline): (f32, f32), cover: &mut Cover<'_>) {
        let Some(font) = self.font(c) else { return };
        let glyph = font.glyph_id(c).with_scale_and_position(em(font, size), ab_glyph::point(x, baseline));
        let Some(outlined) = font.outline_glyph(glyph) else { return };
        let bounds = outlined.px_bounds();
        #[allow(clippy::cast_possible_truncation, reason = "a place in a picture")]
        let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
        outlined.draw(|x, y, coverage| {
            let at = |from: i32, by: u32| from + i32::try_from(by).unwrap_or(i32::MAX / 2);
            cover(at(left, x), at(top, y), coverage);
        });
    }
}

/// The scale at which the em is `size` pixels: fonts differ in what they call their height.
fn em(font: &FontVec, size: f32) -> f32 {
    let units = font.units_per_em().unwrap_or(1000.0);
    size * font.height_unscaled() / units
}

/// Whether a site wants pictures.
pub fn wanted(config: &Config) -> bool {
    match config.theme.get("cards") {
        Some(ThemeValue::Other(flag)) => flag.as_bool() == Some(true),
        Some(ThemeValue::Table(table)) => {
            !matches!(table.get("draw"), Some(ThemeValue::Other(flag)) if flag.as_bool() == Some(false))
        }
        Some(ThemeValue::Text(_) | ThemeValue::List(_)) | None => false,
    }
}

/// The file of an installed font by its family, and the number of the face in it.
pub type Installed<'a> = dyn FnMut(&str) -> Option<(Vec<u8>, u32)> + 'a;

/// The faces of a site's editions, and what could not be found.
pub fn find(
    files: &Files,
    config: &Config,
    installed: &mut Installed<'_>,
) -> (BTreeMap<EditionId, Face>, Vec<Diagnostic>) {
    let (mut faces, mut found) = (BTreeMap::new(), Vec::new());
    if !wanted(config) {
        return (faces, found);
    }
    for id in config.edition_ids() {
        let locale = &config.edition(id).locale;
        let full = locale.full();
        if !SCRIPTS.contains(&&*full.script) {
            let message = format!(
                "there are no pictures of titles in `{locale}`: letters of its script are joined in ways that cannot be drawn"
            );
            found.push(note(config, message));
            continue;
        }
        let mut fonts = Vec::new();
        for name in named(config, locale) {
            match read(files, installed, &name) {
                Some(font) => fonts.push(font),
                None => found.push(
                    note(config, format!("there is no font `{name}`"))
                        .help("name a file of the project, or a family that this system has"),
                ),
            }
        }
        let usual = FAMILIES.iter().filter(|(of, _)| *of == full.region || *of == full.script || of.is_empty());
        for (_, families) in usual {
            fonts.extend(families.iter().find_map(|family| installed(family)));
        }
        let sample =
            SAMPLES.iter().find(|(script, _)| *script == full.script).or(SAMPLES.last()).map_or("", |(_, text)| text);
        match Face::new(fonts).filter(|face| face.has(sample)) {
            Some(face) => drop(faces.insert(id, face)),
            None => {
                let message = format!("no font has the characters of `{locale}`: its pages have no picture");
                found.push(
                    note(config, message)
                        .help("install one, such as Noto Sans CJK, or name a file in `fonts` of `[theme.cards]`"),
                );
            }
        }
    }
    (faces, found)
}

fn note(config: &Config, message: String) -> Diagnostic {
    let path = RelPath::new(crate::config::FILE).expect("`book.toml` is a path");
    let diagnostic = Diagnostic::new(Code::CardFont, &path, message);
    match config.spans.get("theme.cards").or_else(|| config.spans.get("theme")) {
        Some(span) => diagnostic.at(*span),
        None => diagnostic,
    }
}

/// The fonts that the site names for an edition: `fonts` of `[theme.cards]`, a text, a list, or either by locale.
fn named(config: &Config, locale: &Locale) -> Vec<String> {
    let Some(ThemeValue::Table(cards)) = config.theme.get("cards") else { return Vec::new() };
    let plain = |value: &ThemeValue| match value {
        ThemeValue::Text(text) => text.by.get(locale).or(text.all.as_ref()).cloned().into_iter().collect(),
        ThemeValue::List(list) => list
            .iter()
            .filter_map(|one| match one {
                ThemeValue::Text(text) => text.all.clone(),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    match cards.get("fonts") {
        Some(ThemeValue::Table(by)) => by
            .iter()
            .find(|(tag, _)| Locale::parse(tag).is_ok_and(|tag| tag == *locale))
            .map(|(_, value)| plain(value))
            .unwrap_or_default(),
        Some(value) => plain(value),
        None => Vec::new(),
    }
}

/// A font by its file in the project or its family.
fn read(files: &Files, installed: &mut Installed<'_>, name: &str) -> Option<(Vec<u8>, u32)> {
    let path = RelPath::new(name).ok().filter(|path| files.is_file(path));
    match path {
        Some(path) => files.read(&path, LIMIT).ok().map(|bytes| (bytes, 0)),
        None => installed(name),
    }
}
