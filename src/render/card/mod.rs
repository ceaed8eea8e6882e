//! The picture of a page that others show with a link to it: the page's title in its edition's script, drawn at build time.
//!
//! 1. [`fonts`] finds a face for each edition: what `[theme.cards]` names, else what the system has;
//! 2. [`lines`] breaks the title as its script does;
//! 3. [`drawing`] draws it, and writes it as PNG.
//!
//! A picture's name is made from all that it shows and from the faces it is drawn with, so that the same title is drawn once,
//! and a picture that an earlier build left can be taken as it is.

mod drawing;
pub mod fonts;
mod lines;
#[cfg(test)]
mod tests;

use super::style;
use crate::config::{Config, EditionId};
use fonts::Face;
use std::collections::BTreeMap;

/// Width and height in pixels, as Open Graph's readers want them.
pub const SIZE: (u32, u32) = (1200, 630);

/// What changes when the drawing does, so that earlier pictures are not taken for new ones.
const VERSION: &str = "1";

/// What the pictures of a site are drawn with. Without a face for an edition, its pages have no picture.
#[derive(Debug, Default)]
pub struct Cards {
    faces: BTreeMap<EditionId, Face>,
    colors: Colors,
}

/// The colours of a picture: those of the site by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Colors {
    paper: [u8; 3],
    ink: [u8; 3],
    accent: [u8; 3],
}

impl Default for Colors {
    fn default() -> Self {
        Self { paper: [0xff; 3], ink: [0x1b, 0x1b, 0x1d], accent: [0x97, 0x30, 0x1f] }
    }
}

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The edition, which decides the face.
    pub edition: EditionId,
    /// The page's title.
    pub title: String,
    /// The site's title, in small letters; empty where it is the page's.
    pub site: String,
}

impl Cards {
    /// Pictures with these faces, in the site's colours.
    pub fn new(config: &Config, faces: BTreeMap<EditionId, Face>) -> Self {
        let usual = Colors::default();
        let color =
            |name: &str, usual| style::by_day(config, name).and_then(|text| hexadecimal(&text)).unwrap_or(usual);
        let colors = Colors {
            paper: color("background", usual.paper),
            ink: color("text", usual.ink),
            accent: color("accent", usual.accent),
        };
        Self { faces, colors }
    }

    /// The place of a picture below the site's root; `None` where it cannot be drawn.
    pub fn place(&self, card: &Card) -> Option<String> {
        let face = self.faces.get(&card.edition)?;
        let mut hash = blake3::Hasher::new();
        let Colors { paper, ink, accent } = self.colors;
        let parts =
            [VERSION.as_bytes(), face.mark(), &paper, &ink, &accent, card.site.as_bytes(), card.title.as_bytes()];
        for part in parts {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Some(format!("assets/cards/card.{}.png", &hash.finalize().to_hex()[..16]))
    }

    /// The picture as PNG; `None` where there is no face.
    pub fn draw(&self, card: &Card) -> Option<Vec<u8>> {
        Some(drawing::draw(self.faces.get(&card.edition)?, self.colors, card))
    }
}

/// `#97301f` or `#973`
fn hexadecimal(text: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> =
        text.trim().strip_prefix('#')?.chars().map(|c| Some(c.to_digit(16)? as u8)).collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}
