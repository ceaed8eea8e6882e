//! Drawing: glyphs' coverage on one plane, the plane as sixteen tones of two colours, the tones as PNG.
//!
//! Everything is computed in the same order on every machine, and only from the face and the text, so that the same title
//! gives the same bytes.

use super::fonts::Face;
use super::{Card, Colors, SIZE, lines};

/// Space on the left and right, and where things stand, in pixels.
const MARGIN: f32 = 90.0;
const BAR: (u32, u32) = (12, 96);
const SITE_BASELINE: f32 = 545.0;
const SITE_SIZE: f32 = 34.0;

/// Sizes of the title that are tried, largest first, with the most lines of each.
const TITLES: [(f32, usize); 4] = [(84.0, 2), (70.0, 3), (58.0, 4), (50.0, 5)];

/// Tones between paper and ink, and between paper and accent.
const TONES: u8 = 8;

/// A plane of tones: 0 is paper, 1–7 lead to ink, 8–15 to the accent.
struct Plane {
    tones: Vec<u8>,
}

impl Plane {
    fn new() -> Self {
        Self { tones: vec![0; (SIZE.0 * SIZE.1) as usize] }
    }

    /// Covers a point with ink or the accent by `coverage` from 0 to 1.
    fn cover(&mut self, x: i32, y: i32, coverage: f32, accent: bool) {
        let inside = |at: i32, end: u32| u32::try_from(at).ok().filter(|at| *at < end);
        let (Some(x), Some(y)) = (inside(x, SIZE.0), inside(y, SIZE.1)) else { return };
        let steps = f32::from(if accent { TONES } else { TONES - 1 });
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few tones")]
        let step = (coverage.clamp(0.0, 1.0) * steps).round() as u8;
        let tone = match (step, accent) {
            (0, _) => 0,
            (step, false) => step,
            (step, true) => TONES - 1 + step,
        };
        let at = &mut self.tones[(y * SIZE.0 + x) as usize];
        *at = (*at).max(tone);
    }

    fn text(&mut self, face: &Face, text: &str, size: f32, (mut x, baseline): (f32, f32), accent: bool) {
        for c in text.chars() {
            face.outline(c, size, (x, baseline), &mut |x, y, coverage| self.cover(x, y, coverage, accent));
            x += face.advance(c, size);
        }
    }
}

/// The picture of `card`.
pub fn draw(face: &Face, colors: Colors, card: &Card) -> Vec<u8> {
    let mut plane = Plane::new();
    let width = SIZE.0 as f32 - 2.0 * MARGIN;
    for y in 0..BAR.1 {
        for x in 0..BAR.0 {
            plane.cover(MARGIN as i32 + x as i32, y as i32, 1.0, true);
        }
    }
    let measured = |size: f32| move |text: &str| text.chars().map(|c| face.advance(c, size)).sum::<f32>();
    let fitting = TITLES.iter().find_map(|(size, most)| {
        let measure = measured(*size);
        let lines = lines::broken(&card.title, width, *most, &measure)?;
        lines.iter().all(|line| measure(line) <= width).then_some((*size, lines))
    });
    let (size, lines) = fitting.unwrap_or_else(|| {
        let (size, most) = TITLES[TITLES.len() - 1];
        (size, lines::cut(&card.title, width, most, &measured(size)))
    });
    let leading = size * 1.32;
    let mut baseline = 210.0 + size * 0.3;
    for line in &lines {
        plane.text(face, line, size, (MARGIN, baseline), false);
        baseline += leading;
    }
    let site = lines::broken(&card.site, width, 1, &measured(SITE_SIZE))
        .unwrap_or_else(|| lines::cut(&card.site, width, 1, &measured(SITE_SIZE)));
    if let Some(site) = site.first() {
        plane.text(face, site, SITE_SIZE, (MARGIN, SITE_BASELINE), true);
    }
    encode(&plane, colors)
}

/// The plane as PNG with sixteen colours.
fn encode(plane: &Plane, colors: Colors) -> Vec<u8> {
    let mix = |to: [u8; 3], part: f32| {
        let one = |at: usize| f32::from(colors.paper[at]) + (f32::from(to[at]) - f32::from(colors.paper[at])) * part;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        [0, 1, 2].map(|at| one(at).round() as u8)
    };
    let inks = (0..TONES).map(|tone| mix(colors.ink, f32::from(tone) / f32::from(TONES - 1)));
    let accents = (1..=TONES).map(|tone| mix(colors.accent, f32::from(tone) / f32::from(TONES)));
    let palette: Vec<u8> = inks.chain(accents).flatten().collect();
    let packed: Vec<u8> = plane.tones.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&packed));
    written.expect("writing to memory does not fail");
    out
}
