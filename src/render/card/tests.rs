//! Titles in lines, and pictures in bytes.

use super::fonts::Face;
use super::lines::{broken, cut};
use super::{Card, Colors, SIZE, drawing, hexadecimal};
use crate::config::EditionId;

/// Every character as wide as it is in a grid: Han two, others one.
fn measure(text: &str) -> f32 {
    text.chars().map(|c| if c >= '\u{2E80}' { 2.0 } else { 1.0 }).sum()
}

#[test]
fn titles_break_as_their_script_does() {
    // (title, width, most lines, lines, why)
    type Case<'c> = (&'c str, f32, usize, Option<&'c [&'c str]>, &'c str);
    let cases: &[Case<'_>] = &[
        ("Words first", 20.0, 2, Some(&["Words first"]), "it fits"),
        (
            "Words first, characters second",
            20.0,
            2,
            Some(&["Words first,", "characters second"]),
            "between words, evenly",
        ),
        ("先分词再选字", 8.0, 2, Some(&["先分词", "再选字"]), "Han break anywhere, evenly"),
        ("他说（一）和（二）", 10.0, 3, Some(&["他说（一）", "和（二）"]), "no bracket is left alone"),
        ("一本书，三个版本", 8.0, 3, Some(&["一本书，", "三个版本"]), "no comma begins a line"),
        ("用 yiben 出书", 8.0, 2, Some(&["用 yiben", "出书"]), "a Latin word among Han stays whole"),
        ("a b c d e f", 3.0, 2, None, "too many lines"),
        ("  two \n words ", 20.0, 1, Some(&["two words"]), "blanks are one blank"),
    ];
    for (title, width, most, lines, why) in cases {
        let given = broken(title, *width, *most, &measure);
        let wanted = lines.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert_eq!(given, wanted, "{title}: {why}");
    }
    let long = "很长的标题".repeat(40);
    let lines = cut(&long, 20.0, 3, &measure);
    assert!(lines.len() == 3 && lines[2].ends_with('…') && lines.iter().all(|line| measure(line) <= 20.0), "{lines:?}");
    assert_eq!(cut("Donaudampfschifffahrt", 4.0, 1, &measure), ["Don…"]);
}

#[test]
fn colours_are_read_where_they_are_plain() {
    assert_eq!(hexadecimal("#97301f"), Some([0x97, 0x30, 0x1f]));
    assert_eq!(hexadecimal(" #fed "), Some([0xff, 0xee, 0xdd]));
    for other in ["red", "#12", "#12345g", "oklch(0.5 0.1 30)"] {
        assert_eq!(hexadecimal(other), None, "{other}");
    }
}

#[test]
fn a_picture_is_the_same_every_time() {
    // A face of the system, where there is one; what it draws is looked at by the tests of whole sites.
    let mut listed = fontdb::Database::new();
    listed.load_system_fonts();
    let Some(id) = listed.faces().next().map(|face| face.id) else { return };
    let face = || Face::new(vec![listed.with_face_data(id, |bytes, index| (bytes.to_vec(), index)).unwrap()]).unwrap();
    let card = Card { edition: EditionId(0), title: "Title".into(), site: "Site".into() };
    let draw = |face: &Face| drawing::draw(face, Colors::default(), &card);
    let (one, two) = (draw(&face()), draw(&face()));
    assert_eq!(one, two);
    assert_eq!(&one[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes(one[16..20].try_into().unwrap()), SIZE.0);
    assert!(one.len() < 60_000, "{} bytes", one.len());
    assert!(Face::new(vec![(b"no font".to_vec(), 0)]).is_none());
}
