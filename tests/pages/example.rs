//! An example of a page: its files, what its rule says there, and what the page claims.

use bluelint::config::Config;
use bluelint::date::Date;
use bluelint::disk::{Disk, MemoryDisk};
use bluelint::finding::{Edit, Finding, Level, Safety};
use bluelint::fix::{Wanted, mend};
use bluelint::page::{Example, Page};
use bluelint::rule::Rule;
use bluelint::rules::RULES;
use bluelint::{Run, Settings, lint};
use std::fmt::Write as _;

fn disk(example: &Example<'_>) -> MemoryDisk {
    let files = example.blocks.iter().filter(|block| block.is_file());
    MemoryDisk::new(files.map(|block| (block.name, block.text)))
}

/// Every rule, configured as the example says.
fn settings(example: &Example<'_>) -> Settings<'static> {
    let file = example.blocks.iter().find(|block| block.name == "bluelint.toml");
    let config = file.map(|file| Config::parse(file.name, file.text, RULES).unwrap());
    Settings {
        configs: config.unwrap_or_default().into(),
        paths: vec![".".into()],
        kind: None,
        rules: RULES.iter().collect(),
        min_level: Level::Info,
        threads: 1,
        today: Date::parse("2026-06-30"),
        ..Settings::default()
    }
}

/// Runs all rules over the files of an example.
fn run(example: &Example<'_>) -> Run {
    lint(&disk(example), &settings(example)).unwrap()
}

/// The fixes that the rule offers in an example: whether each is safe.
pub(crate) fn fixes(rule: &Rule, example: &Example<'_>) -> Vec<Safety> {
    let findings = run(example).findings.into_iter();
    findings.filter(|one| one.rule == rule.name).filter_map(|one| Some(one.fix?.safety)).collect()
}

/// With all fixes applied, a bad example reads as well as before, what was mended is gone, and there
/// is nothing more to mend.
fn mended(example: &Example<'_>) -> Result<(), String> {
    let disk = disk(example);
    let wanted = Wanted { unsafe_too: true, level: Level::Info };
    let before = lint(&disk, &settings(example)).unwrap();
    let mended = mend(&disk, &settings(example), wanted, None).unwrap();
    if let Some(note) = mended.run.notes.iter().find(|note| note.always) {
        return Err(format!("mending it: {}", note.text));
    }
    if mended.run.incomplete.len() > before.incomplete.len() {
        return Err(format!("once mended: {}", mended.run.incomplete[0].reason));
    }
    if let Some(left) = mended.run.findings.iter().find(|finding| finding.fix.is_some()) {
        return Err(format!("`{}` is not mended by its fix: {}", left.rule, left.message));
    }
    for file in &mended.changed {
        disk.replace(&file.path, file.old.as_bytes(), file.new.as_bytes()).unwrap();
    }
    let again = mend(&disk, &settings(example), wanted, None).unwrap();
    if again.changed.is_empty() { Ok(()) } else { Err("mended twice, it changes again".to_owned()) }
}

fn position(run: &Run, finding: &Finding) -> String {
    let source = run.sources.get(finding.span.source);
    let at = source.position(finding.span.start as usize);
    format!("{}:{}:{}", source.path, at.line, at.column)
}

/// What the rule says, as it stands in a `report` block.
fn report(run: &Run, rule: &Rule) -> String {
    let mut out = String::new();
    for finding in run.findings.iter().filter(|finding| finding.rule == rule.name) {
        let own = Page::parse(rule.page).unwrap().level;
        let level = if finding.level == own {
            String::new()
        } else {
            format!("{}: ", finding.level.name())
        };
        let _ = writeln!(out, "{}: {level}{}", position(run, finding), finding.message);
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
        for line in finding.paste.iter().flat_map(|text| text.lines()) {
            let _ = writeln!(out, "  + {line}");
        }
        for label in &finding.labels {
            let source = run.sources.get(label.span.source);
            let at = source.position(label.span.start as usize);
            let _ = writeln!(out, "  {}:{}:{}: {}", source.path, at.line, at.column, label.message);
        }
    }
    out
}

/// What the fixes of the rule would change, as it stands in a `diff` block.
fn diff(run: &Run, rule: &Rule) -> String {
    let mut out = String::new();
    for finding in run.findings.iter().filter(|finding| finding.rule == rule.name) {
        let mut edits: Vec<&Edit> = finding.fix.iter().flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| edit.span);
        let line = |edit: &Edit, at: u32| run.sources.get(edit.span.source).line_index(at as usize);
        // Edits of one line are shown together.
        for edits in edits.chunk_by(|a, b| line(a, a.span.end) == line(b, b.span.start)) {
            let source = run.sources.get(edits[0].span.source);
            let first = source.line_range(line(edits[0], edits[0].span.start)).start;
            let end = edits[edits.len() - 1].span.end;
            let last = source.line_range(source.line_index(end as usize)).end;
            let mut new = source.text()[first..last].to_owned();
            for edit in edits.iter().rev() {
                let range = edit.span.range();
                new.replace_range(range.start - first..range.end - first, &edit.text);
            }
            write_change(&mut out, &source.text()[first..last], &new);
        }
    }
    out
}

/// The lines that are different, without those at the end that are the same.
fn write_change(out: &mut String, old: &str, new: &str) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    for line in &old[..old.len() - same] {
        let _ = writeln!(out, "-{line}");
    }
    for line in &new[..new.len() - same] {
        let _ = writeln!(out, "+{line}");
    }
}

/// What `cargo bless` cannot write: a bad example in which the rule speaks and is the only one to
/// speak of its subjects, a good one in which all are silent.
pub(crate) fn stands(rule: &Rule, example: &Example<'_>) -> Result<(), String> {
    let run = run(example);
    if !example.bad {
        return silent(rule, &run);
    }
    let said = report(&run, rule);
    if said.is_empty() {
        return Err(format!("the rule says nothing; others: {:?}", names(&run.findings)));
    }
    for finding in run.findings.iter().filter(|finding| finding.rule == rule.name) {
        let same = |other: &&Finding| {
            other.rule != rule.name
                && (other.span, &other.missing) == (finding.span, &finding.missing)
        };
        if let Some(other) = run.findings.iter().find(same) {
            return Err(format!(
                "`{}` speaks of the same subject: {}; the more general of the two says `after:` with the other in its front matter",
                other.rule, other.message
            ));
        }
    }
    Ok(())
}

/// A bad example: it stands, can be mended, and the rule says what the page claims.
pub(crate) fn bad(rule: &Rule, example: &Example<'_>) -> Result<(), String> {
    stands(rule, example)?;
    mended(example)?;
    let run = run(example);
    let said = report(&run, rule);
    let claimed = |language: &str| {
        let block =
            example.blocks.iter().find(|block| !block.is_file() && block.language == language);
        block.map_or("", |block| block.text)
    };
    for (language, is) in [("report", said), ("diff", diff(&run, rule))] {
        if claimed(language) != is {
            return Err(format!("`cargo bless` would write this {language}:\n{is}"));
        }
    }
    Ok(())
}

/// In a good example the rule on whose page it stands is silent, and so are all others; of those that
/// are not settled yet only at their errors and warnings.
fn silent(rule: &Rule, run: &Run) -> Result<(), String> {
    let settled = |name: &str| {
        RULES.iter().any(|one| one.name == name && crate::SETTLED.contains(&one.group))
    };
    let wrong = |finding: &&Finding| {
        finding.rule == rule.name || finding.level > Level::Info || settled(finding.rule)
    };
    match run.findings.iter().find(wrong) {
        None => Ok(()),
        Some(finding) => {
            let at = position(run, finding);
            Err(format!("{at}: `{}` says: {}", finding.rule, finding.message))
        }
    }
}

fn names(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

/// The examples of a page that do not stand, each with what is wrong.
pub(crate) fn fallen(rule: &Rule, text: &str) -> Result<Vec<String>, String> {
    let page = Page::parse(text)?;
    let fallen = page.examples.iter().filter_map(|example| {
        let error = stands(rule, example).err()?;
        Some(format!("## {}: {error}", example.heading))
    });
    Ok(fallen.collect())
}

/// The page with the `report` and `diff` blocks of its bad examples written anew.
pub(crate) fn blessed(rule: &Rule, text: &str) -> Result<String, String> {
    let page = Page::parse(text)?;
    let mut out = String::new();
    let head = text.find("\n## ").map_or(text.len(), |at| at + 1);
    out.push_str(&text[..head]);
    for (index, section) in sections(&text[head..]).into_iter().enumerate() {
        let example = &page.examples[index];
        if !example.bad {
            out.push_str(section);
            continue;
        }
        let run = run(example);
        out.push_str(without_blessed(section).trim_end());
        out.push('\n');
        for (language, text) in [("report", report(&run, rule)), ("diff", diff(&run, rule))] {
            if !text.is_empty() {
                let _ = write!(out, "\n```{language}\n{text}```\n");
            }
        }
        out.push('\n');
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push('\n');
    Ok(out)
}

/// The parts of a page that start with `## `.
fn sections(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    starts.insert(0, 0);
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn without_blessed(section: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in section.split_inclusive('\n') {
        match line.trim_end() {
            "```report" | "```diff" if !inside => inside = true,
            "```" if inside => inside = false,
            _ if inside => {}
            _ => out.push_str(line),
        }
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out
}
