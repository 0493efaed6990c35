//! Runs the rules over the model: levels, one finding for one cause, order, fingerprints.

mod instances;
mod plans;

use self::plans::Plans;
use crate::config::Judges;
use crate::finding::{Cut, Edit, Finding, Findings, Level};
use crate::graph::Graph;
use crate::model::Slip;
use crate::page::Page;
use crate::rule::{Context, Options, Rule};
use crate::source::{Sources, Span};
use crate::suppress::{self, Suppressions};
use crate::threads;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Up to so many resources are not worth more than one thread.
const FEW: usize = 100;

/// What the rules of one run said.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The findings by file and line, of one line the worst first.
    pub findings: Vec<Finding>,
    /// Those that are not held against anybody, in the same order.
    pub waived: Vec<Finding>,
    /// What was not judged and why.
    pub notes: Vec<String>,
    /// The rules that broke down.
    pub crashed: Vec<&'static str>,
}

/// Runs `rules` over what `graph` holds as `judges` say, on up to `threads` threads. A rule that breaks
/// down is named in the verdict, and the others still run.
///
/// # Panics
/// When a rule's page has no readable front matter, which a test rules out.
pub fn run<'a>(
    graph: &'a Graph<'a>,
    sources: &Sources,
    rules: &[Rule],
    judges: &'a Judges,
    suppressions: &Suppressions,
    threads: usize,
) -> Verdict {
    let model = graph.model();
    let threads = if model.resources().nth(FEW).is_some() { threads } else { 1 };
    let (verdict, after) = (Verdict::default(), HashMap::new());
    let mut judge = Judge { graph, judges, threads, verdict, after };
    // What suppressions are good for shows when all others have spoken.
    let (late, early): (Vec<Rule>, Vec<Rule>) =
        rules.iter().partition(|rule| rule.group == suppress::GROUP);
    judge.check(&early, &Arc::from([]));
    drop_consequences(&mut judge.verdict.findings, &judge.after);
    let crashed = judge.verdict.crashed.clone();
    // Where a rule did not look, nobody knows what a suppression is good for.
    let looked = |rule: &Rule| !crashed.contains(&rule.name) && judges.run_everywhere(rule.name);
    let ran = early.into_iter().filter(looked);
    let ran: Vec<Rule> = ran.collect();
    let findings = &mut judge.verdict.findings;
    let slips = suppressions.apply(findings, &ran, |rule, file| judges.locks(rule, file)).into();
    judge.check(&late, &slips);
    let mut verdict = judge.verdict;
    let plans = Plans::of(model);
    instances::merge(&mut verdict.findings, &plans);
    plans.drop_repeated(&mut verdict.findings);
    plans.drop_fixes(&mut verdict.findings);
    remove_elements(&mut verdict.findings, sources);
    sort(&mut verdict.findings, sources);
    fingerprint(&mut verdict.findings, sources);
    // What a finding is known by does not depend on how bad the others are.
    verdict.findings.sort_by_cached_key(|finding| finding.rank(sources));
    let all = std::mem::take(&mut verdict.findings).into_iter();
    (verdict.waived, verdict.findings) = all.partition(|finding| finding.waived.is_some());
    verdict
}

/// Has rules look, and collects what they say.
struct Judge<'a> {
    graph: &'a Graph<'a>,
    judges: &'a Judges,
    threads: usize,
    verdict: Verdict,
    /// Which rules speak before each.
    after: HashMap<&'static str, Vec<&'static str>>,
}

impl Judge<'_> {
    fn check(&mut self, rules: &[Rule], slips: &Arc<[Slip]>) {
        let Self { graph, judges, threads, .. } = *self;
        let jobs = jobs(rules, judges);
        let checked = threads::each(jobs.len(), threads, |at| {
            let mut found = Findings::default();
            let Some(Job { rule, options, .. }) = jobs.get(at) else { return (found, false) };
            let slips = Arc::clone(slips);
            let cx = Context { model: graph.model(), graph, options, slips };
            // What a rule has said before it broke down is said all the same.
            let check = AssertUnwindSafe(|| (rule.check)(&cx, &mut found));
            let is_whole = catch_unwind(check).is_ok();
            (found, is_whole)
        });
        let Self { verdict, after, .. } = self;
        for (Job { rule, of, .. }, checked) in jobs.iter().zip(checked) {
            let (level, rules_before) =
                Page::judged(rule.page).expect("tests/pages.rs reads every page");
            after.insert(rule.name, rules_before);
            let (found, is_whole) = checked.unwrap_or_default();
            if !is_whole && !verdict.crashed.contains(&rule.name) {
                verdict.crashed.push(rule.name);
            }
            let (found, notes) = found.into_parts();
            verdict.notes.extend(notes);
            let is_here = |finding: &Finding| of.contains(&judges.number(finding.span.source));
            verdict.findings.extend(found.into_iter().filter(is_here).map(|mut finding| {
                let said = judges.of(finding.span.source).and_then(|one| one.level(rule.name));
                finding.rule = rule.name;
                finding.level = finding.level.min(said.unwrap_or(level));
                finding
            }));
        }
    }
}

/// A rule with options, and the profiles that give it these.
struct Job<'r, 'o> {
    rule: &'r Rule,
    options: &'o Options,
    of: Vec<usize>,
}

/// Each rule once for each of the options that it has anywhere.
fn jobs<'r, 'o>(rules: &'r [Rule], judges: &'o Judges) -> Vec<Job<'r, 'o>> {
    let mut jobs: Vec<Job<'_, '_>> = Vec::new();
    for rule in rules {
        let first = jobs.len();
        for (number, profile) in judges.profiles().iter().enumerate() {
            if !profile.runs(rule.name) {
                continue;
            }
            let options = profile.options(rule.name);
            match jobs.iter_mut().skip(first).find(|job| job.options == options) {
                Some(job) => job.of.push(number),
                None => jobs.push(Job { rule, options, of: vec![number] }),
            }
        }
    }
    jobs
}

/// What a finding is about. Two findings with one subject have one cause.
type About = (Span, Option<String>);

fn subject(finding: &Finding) -> About {
    (finding.span, finding.missing.clone())
}

/// One cause, one finding: drops what a rule says of a subject when a rule that its page names
/// under `after`, directly or through others, spoke of the same subject.
fn drop_consequences(
    findings: &mut Vec<Finding>,
    after: &HashMap<&'static str, Vec<&'static str>>,
) {
    let mut said: HashMap<About, BTreeSet<&'static str>> = HashMap::new();
    for finding in findings.iter() {
        said.entry(subject(finding)).or_default().insert(finding.rule);
    }
    findings.retain(|finding| {
        let Some(others) = said.get(&subject(finding)).filter(|others| others.len() > 1) else {
            return true;
        };
        let mut seen = BTreeSet::new();
        let mut open = vec![finding.rule];
        while let Some(rule) = open.pop() {
            for earlier in after.get(rule).into_iter().flatten() {
                if others.contains(earlier) {
                    return false;
                }
                if seen.insert(*earlier) {
                    open.push(earlier);
                }
            }
        }
        true
    });
}

/// Makes changes of what the fixes remove.
fn remove_elements(findings: &mut [Finding], sources: &Sources) {
    for finding in findings {
        let Some(fix) = &mut finding.fix else { continue };
        let all = fix.without.len();
        let cuts = fix.without.drain(..).map_while(|cut| match cut {
            Cut::Whole(span) => sources.element(span).or_else(|| sources.block(span)),
            Cut::Equals(span) => sources.equals_of_block(span),
        });
        let cuts: Vec<Edit> = cuts.map(|span| Edit { span, text: String::new() }).collect();
        let possible = cuts.len() == all;
        fix.edits.extend(cuts);
        if !possible {
            finding.fix = None;
        }
    }
}

/// Sorts them by place, which tells those apart that are else the same.
fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by(|a, b| {
        let path = |finding: &Finding| sources.get(finding.span.source).path.as_str();
        (path(a), a.span.start, a.rule, a.span.end, &a.message).cmp(&(
            path(b),
            b.span.start,
            b.rule,
            b.span.end,
            &b.message,
        ))
    });
}

/// Sixteen hexadecimal digits that stay the same when lines move: made of the rule, whom it is
/// about, which argument, and the value without white space.
fn fingerprint(findings: &mut [Finding], sources: &Sources) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let value = if finding.missing.is_some() { "" } else { sources.text(finding.span) };
        // What a formatter changes is not the finding: blanks, and commas before a bracket.
        let value: String = value.split_whitespace().collect();
        let value = value.replace(",]", "]").replace(",}", "}");
        let mut text = [finding.rule, &finding.identity, &value].join("\0");
        // What is to be done for all of them changes with each.
        if finding.addresses.len() > 1 && (finding.differs || finding.paste.is_some()) {
            text.extend(finding.addresses.iter().flat_map(|address| ["\0", address]));
        }
        let digest = Sha256::digest(text.as_bytes());
        let number =
            digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let hex = format!("{number:016x}");
        let nth = count.entry(hex.clone()).or_default();
        *nth += 1;
        finding.fingerprint = if *nth == 1 { hex } else { format!("{hex}:{nth}") };
    }
}

/// How many findings there are of `level`.
pub fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}
