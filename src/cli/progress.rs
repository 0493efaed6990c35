//! How far a run is, for whoever sits in front of a terminal and waits for it.

use super::Environment;
use crate::threads::{Progress, beside};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// What is done sooner needs no bar.
const FIRST: Duration = Duration::from_secs(1);
const EVERY: Duration = Duration::from_millis(100);

/// Whether somebody sits there: never in a pipe, in a log or where nothing is wanted.
pub(super) fn is_wanted(env: &Environment, quiet: bool) -> bool {
    env.stderr_is_terminal && !env.ci && !env.term_is_dumb && !quiet
}

/// Does `work`, and shows meanwhile how far it is.
pub(super) fn around<T>(progress: &Progress, work: impl FnOnce() -> T) -> T {
    let mut bar: Option<ProgressBar> = None;
    let done = beside(work, FIRST, EVERY, || {
        let (done, all) = progress.at();
        let bar = bar.get_or_insert_with(fresh);
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    done
}

fn fresh() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("checking {bar:30} {pos} of {len}, {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_sits_there_sees_a_bar() {
        let there = Environment { stderr_is_terminal: true, ..Environment::default() };
        assert!(is_wanted(&there, false));
        assert!(!is_wanted(&there, true));
        assert!(!is_wanted(&Environment { ci: true, ..there.clone() }, false));
        assert!(!is_wanted(&Environment { term_is_dumb: true, ..there }, false));
        assert!(!is_wanted(&Environment::default(), false));
        assert!(
            ProgressStyle::with_template("checking {bar:30} {pos} of {len}, {elapsed}").is_ok()
        );
    }
}
