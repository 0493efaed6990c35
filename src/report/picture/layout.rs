//! Where each box of a picture stands: accounts one below the other, in each a column for what asks,
//! for what lets in and for what answers.

use crate::picture::{Picture, Sort};
use std::collections::HashMap;

/// The size of a box.
pub(super) const WIDTH: f64 = 232.0;
pub(super) const HEIGHT: f64 = 46.0;
/// Between two boxes of a column, and between two columns.
const BELOW: f64 = 14.0;
const BESIDE: f64 = 124.0;
/// Inside a frame, and between two frames.
const INSIDE: f64 = 18.0;
const BETWEEN: f64 = 26.0;
/// For the title of a frame.
pub(super) const TITLE: f64 = 26.0;

/// A rectangle: its left upper corner, its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The places of everything.
pub(super) struct Layout {
    pub(super) frames: Vec<Area>,
    pub(super) boxes: Vec<Area>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Finds a place for each box, in time that grows with boxes and arrows.
pub(super) fn layout(picture: &Picture) -> Layout {
    let columns: Vec<Sort> = Sort::ALL
        .into_iter()
        .filter(|sort| picture.boxes.iter().any(|one| one.sort == *sort))
        .collect();
    let many = f64::from(u32::try_from(columns.len()).unwrap_or(u32::MAX));
    let inner = many * WIDTH + (many - 1.0).max(0.0) * BESIDE;
    let mut found = Layout {
        frames: Vec::new(),
        boxes: vec![Area { x: 0.0, y: 0.0, width: WIDTH, height: HEIGHT }; picture.boxes.len()],
        width: inner + 2.0 * INSIDE + 2.0 * BETWEEN,
        height: BETWEEN,
    };
    let before = arrows_into(picture);
    for account in 0..picture.accounts.len() {
        let top = found.height;
        let mut lowest = top + TITLE;
        let mut x = BETWEEN + INSIDE;
        for sort in &columns {
            let of_sort = picture.boxes_of(account).filter(|(_, one)| one.sort == *sort);
            let mut here: Vec<usize> = of_sort.map(|(at, _)| at).collect();
            let height = |at: &usize| mean(before.get(at), &found.boxes);
            // What is led to from above stands above, so that arrows seldom cross.
            here.sort_by(|one, other| height(one).total_cmp(&height(other)));
            let mut y = top + TITLE;
            for at in here {
                if let Some(area) = found.boxes.get_mut(at) {
                    (area.x, area.y) = (x, y);
                }
                y += HEIGHT + BELOW;
            }
            lowest = lowest.max(y);
            x += WIDTH + BESIDE;
        }
        let bottom = lowest - BELOW + INSIDE;
        let (width, height) = (inner + 2.0 * INSIDE, bottom - top);
        found.frames.push(Area { x: BETWEEN, y: top, width, height });
        found.height = bottom + BETWEEN;
    }
    found
}

/// Which boxes lead to each box.
fn arrows_into(picture: &Picture) -> HashMap<usize, Vec<usize>> {
    let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
    for arrow in &picture.arrows {
        found.entry(arrow.to).or_default().push(arrow.from);
    }
    found
}

/// The mean height of some boxes; nothing leads to what comes first.
fn mean(boxes: Option<&Vec<usize>>, areas: &[Area]) -> f64 {
    let heights = boxes.into_iter().flatten().filter_map(|at| Some(areas.get(*at)?.y));
    let (sum, many) = heights.fold((0.0, 0.0), |(sum, many), y| (sum + y, many + 1.0));
    if many > 0.0 { sum / many } else { 0.0 }
}
