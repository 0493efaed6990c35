//! A rule's page: what it says of itself, why, and the examples that prove it.

use crate::finding::Level;

/// A page, taken apart.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The highest level at which the rule speaks.
    pub level: Level,
    /// The version that brought the rule.
    pub since: &'a str,
    /// Whether the rule offers fixes: `safe`, `unsafe`; empty for none.
    pub fix: &'a str,
    /// The rules that, where they speak of the same subject, make this one silent.
    pub after: Vec<&'a str>,
    /// The options that a configuration may give it: `name=kind`.
    pub options: Vec<(&'a str, Takes)>,
    /// Where the public documentation says so: addresses of pages.
    pub docs: Vec<&'a str>,
    /// The title.
    pub title: &'a str,
    /// Everything below the title and above the first example.
    pub why: &'a str,
    /// The examples, in the order of the page.
    pub examples: Vec<Example<'a>>,
}

/// What an option of a rule takes: a list of one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Account IDs.
    Accounts,
    /// Names of any sort.
    Names,
    /// Pairs of services: `is -> kms`.
    Pairs,
}

impl Takes {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "accounts" => Some(Self::Accounts),
            "names" => Some(Self::Names),
            "pairs" => Some(Self::Pairs),
            _ => None,
        }
    }
}

/// A section that starts with `## Bad` or `## Good`.
#[derive(Clone, Debug)]
pub struct Example<'a> {
    /// The heading without `##`.
    pub heading: &'a str,
    /// Whether the rule has to speak.
    pub bad: bool,
    /// The fenced blocks, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The word after the fence: `hcl`, `json`, `report`, `diff`.
    pub language: &'a str,
    /// What follows it: the name of the file.
    pub name: &'a str,
    /// The text between the fences.
    pub text: &'a str,
}

impl<'a> Page<'a> {
    /// Which fixes the rule offers, in words: `safe fix`, `no fix`.
    pub fn fix_in_words(&self) -> String {
        format!("{} fix", if self.fix.is_empty() { "no" } else { self.fix })
    }

    /// Of the page `text` only what the engine needs: the level, and the rules that speak first.
    ///
    /// # Errors
    /// In words, when the front matter is not as it has to be.
    pub fn judged(text: &'a str) -> Result<(Level, Vec<&'a str>), String> {
        let (front, _) = text.split_once("\n---\n").ok_or("the front matter is not closed")?;
        let value = |key: &str| {
            let mut values = front.lines().filter_map(|line| line.strip_prefix(key));
            values.next().map(str::trim)
        };
        let level = value("level:").and_then(Level::parse);
        let after =
            value("after:").map_or_else(Vec::new, |all| all.split(',').map(str::trim).collect());
        Ok((level.ok_or("the front matter needs `level: info|warning|error`")?, after))
    }

    /// Takes `text` apart.
    ///
    /// # Errors
    /// In words, when the front matter, the title or a fence is not as it has to be.
    pub fn parse(text: &'a str) -> Result<Self, String> {
        let rest = text.strip_prefix("---\n").ok_or("the page must start with `---`")?;
        let (front, rest) = rest.split_once("\n---\n").ok_or("the front matter is not closed")?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("# ").ok_or("the title `# …` must follow the front matter")?;
        let (title, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        let why = rest.find("\n## ").map_or(rest, |at| rest.get(..at).unwrap_or_default());
        let mut page = Page {
            level: Level::Info,
            since: "",
            fix: "",
            after: Vec::new(),
            options: Vec::new(),
            docs: Vec::new(),
            title: title.trim(),
            why: why.trim(),
            examples: Vec::new(),
        };
        let mut level = None;
        for line in front.lines() {
            let (key, value) = line.split_once(':').ok_or_else(|| format!("`{line}` lacks `:`"))?;
            let value = value.trim();
            match key {
                "level" => level = Level::parse(value),
                "since" => page.since = value,
                "fix" => page.fix = value,
                "after" => page.after = value.split(',').map(str::trim).collect(),
                "docs" => page.docs = value.split(',').map(str::trim).collect(),
                "options" => page.options = options(value)?,
                other => return Err(format!("the front matter has no `{other}`")),
            }
        }
        page.level = level.ok_or("the front matter needs `level: info|warning|error`")?;
        page.examples = examples(rest)?;
        Ok(page)
    }
}

fn options(text: &str) -> Result<Vec<(&str, Takes)>, String> {
    let each = text.split(',').map(|one| {
        let (name, kind) = one.trim().split_once('=')?;
        Some((name, Takes::parse(kind)?))
    });
    let all: Option<_> = each.collect();
    all.ok_or_else(|| "write options as `name=accounts|names|pairs`".to_owned())
}

fn examples(text: &str) -> Result<Vec<Example<'_>>, String> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        if let Some((language, name, from)) = open {
            if bare == "```" {
                let text = text.get(from..start).unwrap_or_default();
                let example =
                    examples.last_mut().ok_or("a fence stands before the first example")?;
                example.blocks.push(Block { language, name, text });
                open = None;
            }
        } else if let Some(info) = bare.strip_prefix("```") {
            let (language, name) = info.split_once(' ').unwrap_or((info, ""));
            open = Some((language, name.trim(), at));
        } else if let Some(heading) = bare.strip_prefix("## ") {
            let bad = heading.starts_with("Bad");
            if !bad && !heading.starts_with("Good") {
                return Err(format!("`## {heading}` must start with `Bad` or `Good`"));
            }
            examples.push(Example { heading, bad, blocks: Vec::new() });
        }
    }
    if open.is_some() {
        return Err("a fence is not closed".to_owned());
    }
    Ok(examples)
}

impl Block<'_> {
    /// Whether the block is a file of the example rather than what the bless run wrote.
    pub fn is_file(&self) -> bool {
        !self.name.is_empty()
    }
}
