//! A picture as SVG, which browsers and GitHub show as it is.

use super::layout::{self, Area, HEIGHT, TITLE};
use super::{colours, ending, short, word};
use crate::picture::{Arrow, Drawn, Picture, Sort, State};
use crate::report::xml::escape;
use std::io::{self, Write};

/// So many characters fit into a box, in the larger and in the smaller letters.
const TITLE_FITS: usize = 30;
const DETAIL_FITS: usize = 36;
/// And into the title of a frame, and onto an arrow.
const FRAME_FITS: usize = 100;
const LABEL_FITS: usize = 24;
/// For the legend at the bottom.
const LEGEND: f64 = 34.0;

const STYLE: &str = "\
text{font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}\
.t{font-size:13px;font-weight:600}.d,.l{font-size:11px}.d{fill:#57606a}.f{font-size:12px;fill:#57606a}\
.a{fill:none;stroke-width:1.6}.h{paint-order:stroke;stroke:#fff;stroke-width:4px}";

/// Writes `picture` as SVG.
///
/// # Errors
/// When `out` cannot be written.
pub fn svg(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let places = layout::layout(picture);
    let (width, height) = (places.width, places.height + LEGEND);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"who may reach what\">"
    )?;
    writeln!(out, "<style>{STYLE}</style>")?;
    writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")?;
    writeln!(out, "<defs>")?;
    for state in State::ALL {
        let (line, _) = colours(state);
        writeln!(
            out,
            "<marker id=\"{}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" \
             markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{line}\"/></marker>",
            word(state)
        )?;
    }
    writeln!(out, "</defs>")?;
    for (account, area) in picture.accounts.iter().zip(&places.frames) {
        frame(&account.title, area, out)?;
    }
    for arrow in &picture.arrows {
        if let (Some(from), Some(to)) = (places.boxes.get(arrow.from), places.boxes.get(arrow.to)) {
            self::arrow(arrow, from, to, out)?;
        }
    }
    for (one, area) in picture.boxes.iter().zip(&places.boxes) {
        drawn(one, area, out)?;
    }
    legend(picture, places.height, out)?;
    writeln!(out, "</svg>")
}

fn frame(title: &str, area: &Area, out: &mut dyn Write) -> io::Result<()> {
    let Area { x, y, width, height } = area;
    writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"#f6f8fa\" \
         stroke=\"#d0d7de\"/><text class=\"f\" x=\"{}\" y=\"{}\">{}</text>",
        x + 12.0,
        y + TITLE - 9.0,
        escape(&short(title, FRAME_FITS))
    )
}

fn drawn(one: &Drawn, area: &Area, out: &mut dyn Write) -> io::Result<()> {
    let (line, ground) = colours(one.state);
    let round = match one.sort {
        Sort::SecurityGroup => 22,
        Sort::Source => 6,
        Sort::Policy => 14,
        Sort::Target => 2,
    };
    let Area { x, y, width, height } = area;
    let middle = if one.detail.is_empty() { y + height / 2.0 + 5.0 } else { y + 19.0 };
    let said = format!("{} {}", one.title, one.detail);
    writeln!(
        out,
        "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
         rx=\"{round}\" fill=\"{ground}\" stroke=\"{line}\"/>\
         <text class=\"t\" x=\"{}\" y=\"{middle}\">{}</text>",
        escape(&short(said.trim(), FRAME_FITS)),
        x + 12.0,
        escape(&short(&one.title, TITLE_FITS)),
    )?;
    if !one.detail.is_empty() {
        writeln!(
            out,
            "<text class=\"d\" x=\"{}\" y=\"{}\">{}</text>",
            x + 12.0,
            y + 36.0,
            escape(&ending(&one.detail, DETAIL_FITS))
        )?;
    }
    writeln!(out, "</g>")
}

fn arrow(arrow: &Arrow, from: &Area, to: &Area, out: &mut dyn Write) -> io::Result<()> {
    let (line, _) = colours(arrow.state);
    let (x1, y1) = (from.x + from.width, from.y + HEIGHT / 2.0);
    let (x2, y2) = (to.x - 2.0, to.y + HEIGHT / 2.0);
    let bend = ((x2 - x1) / 2.0).max(40.0);
    let dashes = if arrow.state == State::Broken { " stroke-dasharray=\"6 4\"" } else { "" };
    writeln!(
        out,
        "<path class=\"a\" d=\"M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}\" stroke=\"{line}\"{dashes} \
         marker-end=\"url(#{})\"/>",
        x1 + bend,
        x2 - bend,
        word(arrow.state)
    )?;
    if arrow.label.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<text class=\"l h\" x=\"{}\" y=\"{}\" text-anchor=\"end\" style=\"fill:{line}\">{}</text>",
        x2 - 12.0,
        y2 - 7.0,
        escape(&short(&arrow.label, LABEL_FITS))
    )
}

fn legend(picture: &Picture, y: f64, out: &mut dyn Write) -> io::Result<()> {
    let mut x = 44.0;
    for state in State::ALL {
        let (line, _) = colours(state);
        let dashes = if state == State::Broken { " stroke-dasharray=\"6 4\"" } else { "" };
        writeln!(
            out,
            "<path class=\"a\" d=\"M{x} {y}h30\" stroke=\"{line}\"{dashes}/>\
             <text class=\"l\" x=\"{}\" y=\"{}\">{}</text>",
            x + 38.0,
            y + 4.0,
            state.name()
        )?;
        x += 160.0;
    }
    if picture.left_out > 0 {
        let text = format!("{} more are not shown", picture.left_out);
        writeln!(out, "<text class=\"l\" x=\"{x}\" y=\"{}\">{text}</text>", y + 4.0)?;
    }
    Ok(())
}
