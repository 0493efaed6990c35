//! A picture -> DOT, Mermaid or SVG.

mod dot;
mod layout;
mod mermaid;
mod svg;

pub use self::dot::dot;
pub use self::mermaid::mermaid;
pub use self::svg::svg;

use super::text::one_line;
use crate::picture::State;

/// The colour of a state: of lines, and of the ground of boxes.
fn colours(state: State) -> (&'static str, &'static str) {
    match state {
        State::Well => ("#1a7f37", "#f0fdf4"),
        State::Unsure => ("#6e7781", "#f6f8fa"),
        State::Risky => ("#9a6700", "#fff8e1"),
        State::Broken => ("#cf222e", "#fff0ee"),
    }
}

/// The word for a state in names of classes and markers.
fn word(state: State) -> &'static str {
    match state {
        State::Well => "well",
        State::Unsure => "unsure",
        State::Risky => "risky",
        State::Broken => "broken",
    }
}

/// Text from a file on one line, without anything that a program might take for a command, and no
/// longer than `most` characters.
fn short(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text.into_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The same, but the end stays: addresses begin alike and end in names.
fn ending(text: &str, most: usize) -> String {
    let text = one_line(text);
    let all = text.chars().count();
    if all <= most {
        return text.into_owned();
    }
    let kept: String = text.chars().skip(all - most.saturating_sub(1)).collect();
    format!("…{kept}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
mod tests {
    use super::*;
    use crate::picture::{Account, Arrow, Drawn, Picture, Sort};
    use std::io::Write;

    /// Names as an enemy would choose them.
    const HOSTILE: &str =
        "\"]:::x\n::error::</text><script>alert(1)</script>&{}|`%%\\N\u{1b}[31m\u{202e}end";

    fn picture(text: &str) -> Picture {
        let drawn = |sort, account| Drawn {
            sort,
            title: text.to_owned(),
            detail: text.to_owned(),
            account,
            state: State::Broken,
        };
        let arrow = |from, to| Arrow { from, to, label: text.to_owned(), state: State::Well };
        Picture {
            accounts: vec![Account { title: text.to_owned() }, Account { title: "b".to_owned() }],
            boxes: vec![
                drawn(Sort::Source, 0),
                drawn(Sort::Source, 0),
                drawn(Sort::Policy, 1),
                drawn(Sort::Target, 1),
            ],
            arrows: vec![arrow(0, 2), arrow(1, 2), arrow(2, 3)],
            left_out: 3,
        }
    }

    type Draws = fn(&Picture, &mut dyn Write) -> std::io::Result<()>;

    fn drawn(draws: Draws, text: &str) -> String {
        let mut out = Vec::new();
        draws(&picture(text), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_hostile_name_stays_a_text() {
        for (draws, is_markup) in [(dot as Draws, false), (mermaid, true), (svg, true)] {
            let (plain, hostile) = (drawn(draws, "plain"), drawn(draws, HOSTILE));
            assert_eq!(plain.lines().count(), hostile.lines().count(), "{hostile}");
            assert!(!hostile.contains(['\u{1b}', '\u{202e}']), "{hostile}");
            assert!(!(is_markup && hostile.contains("<script")), "{hostile}");
            let starts = |line: &str| line.trim_start().starts_with("::");
            assert!(!hostile.lines().any(starts), "{hostile}");
        }
    }

    #[test]
    fn quotes_in_dot_are_even_on_each_line() {
        for line in drawn(dot, HOSTILE).lines() {
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
        }
    }

    #[test]
    fn boxes_do_not_overlap_and_frames_hold_theirs() {
        let picture = picture("plain");
        let places = layout::layout(&picture);
        for (at, one) in places.boxes.iter().enumerate() {
            let frame = &places.frames[picture.boxes[at].account];
            assert!(one.x >= frame.x && one.x + one.width <= frame.x + frame.width);
            assert!(one.y >= frame.y && one.y + one.height <= frame.y + frame.height);
            for other in places.boxes.iter().skip(at + 1) {
                let apart = one.x + one.width <= other.x
                    || other.x + other.width <= one.x
                    || one.y + one.height <= other.y
                    || other.y + other.height <= one.y;
                assert!(apart, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn long_names_are_cut_where_letters_end() {
        assert_eq!(short("größenwahn", 5), "größ…");
        assert_eq!(short("short", 5), "short");
        assert_eq!(short("a\nb", 9), "a\\nb");
        assert_eq!(ending("größenwahn", 5), "…wahn");
    }
}
