//! What a rule has to say: a place, a sentence, what to do about it, and how to mend it.

use crate::model::{Mend, Resource, Subject};
use crate::node::{How, Located, Trail};
use crate::source::{Sources, Span};
use std::cmp::Reverse;
use std::fmt::Display;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Advice, or something that cannot be known for sure.
    Info,
    /// It works, but is risky, too broad or not as meant.
    Warning,
    /// It is refused at plan or apply, or cannot work.
    Error,
}

impl Level {
    /// The name as it is written on pages, in options and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|level| level.name() == name)
    }
}

/// Another place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to see there.
    pub message: String,
}

/// Whether a fix may be applied without being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It keeps the meaning that was evidently intended.
    Safe,
    /// It is a guess that a person has to confirm.
    Unsafe,
}

impl Safety {
    /// What to say behind a fix: nothing, or how a guess is applied and that it wants to be looked at.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Safe => "",
            Self::Unsafe => " (with --fix --unsafe-fixes; look at it first)",
        }
    }
}

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// How a finding can be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// Whether it needs to be looked at.
    pub safety: Safety,
    /// The changes, which belong together.
    pub edits: Vec<Edit>,
    /// What is removed besides; the engine makes changes of it, or drops the fix where it cannot.
    pub without: Vec<Cut>,
}

/// Something to remove, of which only the text says where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The element of a list or the member of an object at this place, with its comma, or the block
    /// whose name stands there.
    Whole(Span),
    /// The `=` behind this name of an argument that should be a block.
    Equals(Span),
}

/// Why a finding is not held against anybody.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Waived {
    /// By what.
    pub by: By,
    /// The reason that is given for it; may be empty.
    pub reason: String,
    /// Where it is written.
    pub span: Option<Span>,
}

/// What a finding is waived by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// A comment in a file.
    Comment,
    /// An entry of the configuration.
    Configuration,
    /// The baseline, which knows it.
    Baseline,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule; put on by the engine.
    pub rule: &'static str,
    /// How bad; put on by the engine, lowered by [`Finding::at_most`].
    pub level: Level,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Something to add to a file, ready to paste, of one line or more.
    pub paste: Option<String>,
    /// The place that a person has to edit.
    pub span: Span,
    /// What is missing at that place, where something is; two findings on one place and name are
    /// about the same subject.
    pub missing: Option<String>,
    /// Other places, in the order they explain it.
    pub labels: Vec<Label>,
    /// How the value got from that place to the resource, if it took a way.
    pub trail: Trail,
    /// The resource it is about and the module calls that lead there: where it may be suppressed,
    /// beside its own place and the way of the value.
    pub within: Vec<Span>,
    /// The resources it was found in, one address each; empty for a file as a whole.
    pub addresses: Vec<String>,
    /// What the fingerprint is made of beside rule and value: which resource, and where in it.
    pub identity: String,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// Its instances need different things: with one more it is another finding.
    pub differs: bool,
    /// The same for the same mistake when lines move; put on by the engine.
    pub fingerprint: String,
    /// Why it is not held against anybody, if so; put on by the engine.
    pub waived: Option<Waived>,
}

/// Collects what the rules find.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    notes: Vec<String>,
}

impl Findings {
    /// Something is wrong at `place`, a part of `resource` or a value it uses.
    pub fn at(
        &mut self,
        resource: &impl Subject,
        place: &impl Located,
        message: impl Display,
    ) -> &mut Finding {
        let resource = resource.resource();
        let place = place.place();
        let identity = format!("{} {}", resource.identity, resource.path_of(place.span));
        let mut labels = trail_labels(&place.trail);
        labels.retain(|label| label.span != place.span);
        // A JSON document has no header worth a look: its first brace says nothing.
        let has_header = resource.surface.is_terraform();
        if has_header && !resource.header.contains(place.span) {
            let message = match resource.kind.as_str() {
                "module" => "in this module call",
                kind if kind.starts_with("data.") => "in this data source",
                _ => "in this resource",
            };
            labels.push(Label { span: resource.header, message: message.to_owned() });
        }
        self.push(Finding {
            span: place.span,
            labels,
            trail: place.trail.clone(),
            within: within(resource),
            addresses: (!resource.address.is_empty())
                .then(|| resource.address.clone())
                .into_iter()
                .collect(),
            identity,
            ..blank(message)
        })
    }

    /// The part of `resource` at `place` lacks `name`.
    pub fn missing(
        &mut self,
        resource: &impl Subject,
        place: &impl Located,
        name: &str,
        message: impl Display,
    ) -> &mut Finding {
        let calls = resource.resource().called_by.clone();
        let finding = self.at(resource, place, message);
        // Who calls the module may be the one who left it out.
        for span in calls {
            finding.labels.push(Label { span, message: "called here".to_owned() });
        }
        finding.missing = Some(name.to_owned());
        finding.identity.push_str(" -");
        finding.identity.push_str(name);
        finding
    }

    /// Something is wrong in how a file is written, whatever it means.
    pub fn in_file(&mut self, span: Span, message: impl Display) -> &mut Finding {
        self.push(Finding { span, ..blank(message) })
    }

    /// Says, to those who ask for it, what was not judged and why.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// All that was found, in the order it was said, and the notes.
    pub fn into_parts(self) -> (Vec<Finding>, Vec<String>) {
        (self.list, self.notes)
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.list.push(finding);
        self.list.last_mut().expect("it was pushed just now")
    }
}

fn blank(message: impl Display) -> Finding {
    Finding {
        rule: "",
        level: Level::Error,
        message: message.to_string(),
        help: None,
        paste: None,
        span: Span::new(crate::source::SourceId(0), 0..0),
        missing: None,
        labels: Vec::new(),
        trail: Trail::default(),
        within: Vec::new(),
        addresses: Vec::new(),
        identity: String::new(),
        fix: None,
        differs: false,
        fingerprint: String::new(),
        waived: None,
    }
}

/// The header of a resource, its last bracket, and the calls that lead to it.
fn within(resource: &Resource) -> Vec<Span> {
    let extent = resource.extent;
    let last = Span { start: extent.end.saturating_sub(1).max(extent.start), ..extent };
    [resource.header, last].into_iter().chain(resource.called_by.iter().copied()).collect()
}

/// The stations between the literal and the resource that are worth a look: each module call that
/// passes the value on, and its last use, which stands on the resource itself.
fn trail_labels(trail: &Trail) -> Vec<Label> {
    let passed = trail.steps().filter_map(|step| match &step.how {
        How::Passed(module) => Some((step.span, format!("passed to `{module}` here"))),
        _ => None,
    });
    let used = trail.backwards().find(|step| step.how == How::Used);
    let used = used.map(|step| (step.span, "used here".to_owned()));
    let mut labels: Vec<Label> = Vec::new();
    for (span, message) in passed.chain(used) {
        labels.push(Label { span, message });
    }
    labels
}

/// Where a finding stands among others: by file and line; of one line the worst first, then by column.
pub type Rank<'a> = (&'a str, usize, Reverse<Level>, u32, &'static str);

impl Finding {
    /// Where it stands among others in every report.
    pub fn rank<'a>(&self, sources: &'a Sources) -> Rank<'a> {
        let (source, start) = (sources.get(self.span.source), self.span.start);
        let line = source.line_index(start as usize);
        (&source.path, line, Reverse(self.level), start, self.rule)
    }

    /// Shows another place too.
    pub fn also(&mut self, place: &impl Located, message: impl Display) -> &mut Self {
        let label = Label { span: place.place().span, message: message.to_string() };
        self.labels.insert(0, label);
        self
    }

    /// Says what to do about it.
    pub fn help(&mut self, text: impl Display) -> &mut Self {
        self.help = Some(text.to_string());
        self
    }

    /// Gives a text of one line or more that can be pasted into a file.
    pub fn paste(&mut self, text: impl Into<String>) -> &mut Self {
        self.paste = Some(text.into());
        self
    }

    /// Lowers the level: this one is not as sure or as bad as its rule usually is.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        self.level = self.level.min(level);
        self
    }

    /// Can be mended safely by writing `text` instead. A value that is not spelled as a plain
    /// literal where the finding stands gets no fix.
    pub fn respell(&mut self, title: &str, place: &impl Located, text: &str) -> &mut Self {
        self.replace(title, place, text, Safety::Safe)
    }

    /// As [`Finding::respell`], but a person has to confirm it.
    pub fn suggest(&mut self, title: &str, place: &impl Located, text: &str) -> &mut Self {
        self.replace(title, place, text, Safety::Unsafe)
    }

    fn replace(
        &mut self,
        title: &str,
        place: &impl Located,
        text: &str,
        safety: Safety,
    ) -> &mut Self {
        if let Some(literal) = place.place().literal {
            let edit = Edit { span: literal.span, text: literal.quoting.spell(text) };
            self.set_fix(title, safety, vec![edit], Vec::new());
        }
        self
    }

    fn set_fix(&mut self, title: &str, safety: Safety, edits: Vec<Edit>, without: Vec<Cut>) {
        self.fix = Some(Fix { title: title.to_owned(), safety, edits, without });
    }

    /// Can be mended safely by writing `text` over the bytes of `span`, such as a name.
    pub fn rewrite(&mut self, title: &str, span: Span, text: &str) -> &mut Self {
        self.mend(title, [(span, text.to_owned())])
    }

    /// Can be mended safely by several changes together: what to write over which bytes.
    pub fn mend<const N: usize>(&mut self, title: &str, edits: [(Span, String); N]) -> &mut Self {
        let edits = edits.into_iter().map(|(span, text)| Edit { span, text }).collect();
        self.set_fix(title, Safety::Safe, edits, Vec::new());
        self
    }

    /// Can be mended safely by removing the element of a list, or the member of an object, that
    /// stands at `span`, with its comma, or the block whose name stands there.
    pub fn remove(&mut self, title: &str, span: Span) -> &mut Self {
        self.set_fix(title, Safety::Safe, Vec::new(), vec![Cut::Whole(span)]);
        self
    }

    /// Can be mended safely by making a block of the argument whose name stands at `span`.
    pub fn make_block(&mut self, title: &str, span: Span) -> &mut Self {
        self.set_fix(title, Safety::Safe, Vec::new(), vec![Cut::Equals(span)]);
        self
    }

    /// Can be mended as `mend` says.
    pub fn mend_as(&mut self, mend: &Mend) -> &mut Self {
        match &mend.text {
            Some(text) => self.rewrite(&mend.title, mend.span, text),
            None => self.remove(&mend.title, mend.span),
        };
        if mend.unsure { self.unsure() } else { self }
    }

    /// Its fix is a guess that a person has to confirm.
    pub fn unsure(&mut self) -> &mut Self {
        if let Some(fix) = &mut self.fix {
            fix.safety = Safety::Unsafe;
        }
        self
    }
}
