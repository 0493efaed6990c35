//! `cargo new-rule GROUP NAME`: the page and the check of a new rule, to be filled in.
#![allow(clippy::disallowed_methods, reason = "this tool writes the files of a rule")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this tool says what it wrote")]

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

const CHECK: &str = "\
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    // Look at `cx.model`, and say with `found.at(…)` what is wrong.
    let _ = (cx, found);
}
";

/// The bad example has to be changed: as it stands the rule finds nothing in it, and the test fails.
const PAGE: &str = "\
---
level: warning
since: VERSION
docs: https://cloud.ibm.com/docs/iam?topic=iam-serviceauth
---

# TITLE

FILL IN: what happens at IBM Cloud, and to whom it matters. The title says the mistake in fewer than
60 characters; `level` is the worst this rule may say: error, warning or info. If the rule offers
fixes, `fix: safe` or `fix: unsafe` follows `since`; `docs` is where it is documented.

To fix it, FILL IN what a person does.

## Bad: FILL IN what is wrong here

```hcl main.tf
EXAMPLE```

## Good: FILL IN what is right here

```hcl main.tf
EXAMPLE```
";

/// The groups whose rules are about gateways.
const GATEWAYS: [&str; 2] = ["gateway", "sibling"];

const POLICY: &str = "\
resource \"ibm_iam_authorization_policy\" \"example\" {
  source_service_name         = \"is\"
  source_resource_type        = \"endpoint-gateway\"
  source_service_account      = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"
  target_service_name         = \"kms\"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = [\"Viewer\"]
}
";

const GATEWAY: &str = "\
resource \"ibm_is_virtual_endpoint_gateway\" \"example\" {
  name            = \"keys-gateway\"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.keys.id]

  target {
    crn           = \"crn:v1:bluemix:public:kms:us-south:::endpoint:private.us-south.kms.cloud.ibm.com\"
    resource_type = \"provider_cloud_service\"
  }
}

resource \"ibm_is_virtual_endpoint_gateway_ip\" \"example\" {
  gateway     = ibm_is_virtual_endpoint_gateway.example.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [group, name] = words.as_slice() else {
        bail!("usage: cargo new-rule GROUP NAME\n{}", groups()?);
    };
    let is_group = groups_of(&root().join("src/rules"))?.contains(group);
    ensure!(is_group, "there is no group `{group}`\n{}", groups()?);
    ensure!(
        is_kebab_case(name),
        "`{name}` is no name of a rule: two or more words of small letters and digits, joined by `-`, \
         after the mistake, such as `account-id-whitespace`"
    );
    let page = format!("rules/{name}.md");
    let file = name.replace('-', "_");
    let check = format!("src/rules/{group}/{file}.rs");
    for one in groups_of(&root().join("src/rules"))? {
        let other = format!("src/rules/{one}/{file}.rs");
        ensure!(!root().join(&other).exists(), "{other} is there already");
    }
    ensure!(!root().join(&page).exists(), "{page} is there already");
    let example = if GATEWAYS.contains(&group.as_str()) { GATEWAY } else { POLICY };
    let text = PAGE
        .replace("EXAMPLE", example)
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
        .replace("TITLE", &format!("FILL IN: {}", name.replace('-', " ")));
    write(&page, &text)?;
    write(&check, CHECK)?;
    let near = near(name)?;
    if !near.is_empty() {
        println!("Look first whether one of these says it: {}", near.join(", "));
    }
    println!(
        "Next:\n  \
         1. fill in {page} and {check}\n  \
         2. cargo bless    puts the rule into src/rules/mod.rs\n  \
         3. cargo bless    puts what the rule says into the page: read it\n  \
         4. BLESS=1 cargo test --profile dev --test readme --test config_schema\n     \
         puts the rule into everything that lists rules\n  \
         5. cargo test --profile dev --test pages {name}, and at last cargo test"
    );
    Ok(())
}

/// The rules with two words or more of that name in their own.
fn near(name: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("rules")).context("rules/ cannot be read")? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        let Some(other) = file.strip_suffix(".md").filter(|other| *other != name) else { continue };
        let common = other.split('-').filter(|word| name.split('-').any(|one| one == *word));
        if common.count() > 1 {
            found.push(other.to_owned());
        }
    }
    found.sort();
    Ok(found)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn groups_of(rules: &Path) -> Result<Vec<String>> {
    let mut groups = Vec::new();
    for entry in fs::read_dir(rules).context("the groups in src/rules cannot be read")? {
        let entry = entry?;
        if entry.path().is_dir() {
            groups.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    groups.sort();
    Ok(groups)
}

/// What groups there are, for people.
fn groups() -> Result<String> {
    let groups = groups_of(&root().join("src/rules"))?.join(", ");
    Ok(format!("groups: {groups}; a new folder in src/rules makes a new one"))
}

/// At least two words, so no name is one that Rust or this project keeps for itself.
fn is_kebab_case(name: &str) -> bool {
    let is_sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_sound);
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.contains('-')
        && name.split('-').all(is_word)
}

fn write(path: &str, text: &str) -> Result<()> {
    fs::write(root().join(path), text).with_context(|| format!("{path} cannot be written"))?;
    println!("wrote {path}");
    Ok(())
}
