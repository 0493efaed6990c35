//! What is new since an earlier state of the files: a run of then, and which files changed -> what is
//! left of a run of now.
//!
//! A finding is reported if it, or a place that explains it, lies in a file that changed. One that
//! lies elsewhere is reported if it was not there before: whoever deletes the file that attached a
//! security group, or the block in it, has to hear of the gateway that is left without one.

use crate::disk::{Disk, absolute};
use crate::finding::Finding;
use crate::source::{SourceId, Sources};
use crate::{Incomplete, Run, is_reported};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What is known of an earlier state of the files.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// The files that changed, by their true paths.
    touched: BTreeSet<PathBuf>,
    /// What was found then, and how often.
    found: HashMap<Trace, usize>,
    /// What could not be checked then: where, and why.
    incomplete: HashSet<(String, String)>,
}

/// What stays of a finding while the file that it lies in does not change: file, place, rule, and
/// what it is about.
type Trace = (String, u32, u32, &'static str, String);

fn trace(finding: &Finding, sources: &Sources) -> Trace {
    let path = sources.get(finding.span.source).path.clone();
    // The number that tells equal ones apart depends on what stands in other files.
    let about = finding.fingerprint.split(':').next().unwrap_or_default();
    (path, finding.span.start, finding.span.end, finding.rule, about.to_owned())
}

impl Since {
    /// These files changed, and `before` is what a run said when they had not.
    pub fn new(touched: BTreeSet<PathBuf>, before: &Run) -> Self {
        let mut found: HashMap<Trace, usize> = HashMap::new();
        for finding in &before.findings {
            *found.entry(trace(finding, &before.sources)).or_default() += 1;
        }
        let incomplete = before.incomplete.iter();
        let incomplete = incomplete.map(|one| (one.path.clone(), one.reason.clone()));
        Self { touched, found, incomplete: incomplete.collect() }
    }

    /// Leaves in `run` what is new or lies in a file that changed.
    pub fn keep(&self, disk: &dyn Disk, run: &mut Run) {
        let folder = disk.real(Path::new(".")).unwrap_or_default();
        let touched: BTreeSet<SourceId> = (run.sources.iter().zip(&run.paths))
            .filter(|(_, path)| self.touched.contains(&absolute(disk, &folder, path)))
            .map(|((id, _), _)| id)
            .collect();
        let mut known = self.found.clone();
        let sources = &run.sources;
        run.findings.retain(|finding| {
            if is_reported(finding, &touched) {
                return true;
            }
            match known.get_mut(&trace(finding, sources)) {
                Some(left @ 1..) => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        let names: HashSet<&str> =
            touched.iter().map(|source| sources.get(*source).path.as_str()).collect();
        let is_new =
            |one: &Incomplete| !self.incomplete.contains(&(one.path.clone(), one.reason.clone()));
        // A rule that breaks down might have had something to say of what changed.
        let files: HashSet<&str> = sources.iter().map(|(_, source)| source.path.as_str()).collect();
        let is_file = |one: &Incomplete| files.contains(one.path.as_str());
        run.incomplete
            .retain(|one| names.contains(one.path.as_str()) || is_new(one) || !is_file(one));
        if let Some(asked_for) = &mut run.asked_for {
            asked_for.retain(|source| touched.contains(source));
        }
    }
}
