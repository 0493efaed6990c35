//! A picture as Mermaid draws it, in Markdown for instance.

use super::{colours, short, word};
use crate::picture::{Picture, Sort, State};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Longer texts are cut.
const LONGEST: usize = 60;

/// Writes `picture` as a Mermaid flowchart.
///
/// # Errors
/// When `out` cannot be written.
pub fn mermaid(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    for (at, account) in picture.accounts.iter().enumerate() {
        writeln!(out, "  subgraph a{at}[\"{}\"]", escaped(&account.title))?;
        for (number, one) in picture.boxes_of(at) {
            let mut text = escaped(&one.title);
            if !one.detail.is_empty() {
                let _ = write!(text, "<br/>{}", escaped(&one.detail));
            }
            let [open, close] = match one.sort {
                Sort::SecurityGroup => ["{{", "}}"],
                Sort::Source => ["[", "]"],
                Sort::Policy => ["([", "])"],
                Sort::Target => ["[[", "]]"],
            };
            writeln!(out, "    n{number}{open}\"{text}\"{close}:::{}", word(one.state))?;
        }
        writeln!(out, "  end")?;
    }
    for arrow in &picture.arrows {
        let line = if arrow.state == State::Broken { "-.->" } else { "-->" };
        let label = if arrow.label.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", escaped(&arrow.label))
        };
        writeln!(out, "  n{} {line}{label} n{}", arrow.from, arrow.to)?;
    }
    for (at, arrow) in picture.arrows.iter().enumerate() {
        writeln!(out, "  linkStyle {at} stroke:{}", colours(arrow.state).0)?;
    }
    for state in State::ALL {
        let (line, ground) = colours(state);
        writeln!(out, "  classDef {} stroke:{line},fill:{ground},color:#1f2328", word(state))?;
    }
    if picture.left_out > 0 {
        writeln!(out, "  %% {} more are not shown", picture.left_out)?;
    }
    Ok(())
}

/// A text inside quotes: whatever could end them or be taken for markup becomes a number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in short(text, LONGEST).chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' | '[' | ']' | '{' | '}' | '|' | '%' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}
