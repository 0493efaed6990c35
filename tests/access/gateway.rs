//! A gateway into another account, and what is said of it in an estate.

use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::rules::RULES;
use bluelint::{Settings, lint};

pub(crate) const DEFAULT: &str = "[accounts]\ndefault = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"\n";
pub(crate) const GATEWAY: &str = r#"
resource "ibm_is_virtual_endpoint_gateway" "g" {
  name = "g"
  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::"
    resource_type = "provider_cloud_service"
  }
}
"#;

/// The rules that speak, and the notes: those that are said always with `!` in front.
pub(crate) fn said(
    toml: &str,
    paths: &[&str],
    rules: &[&str],
    files: &[(&str, &str)],
) -> (Vec<String>, Vec<String>) {
    let settings = Settings {
        paths: paths.iter().map(Into::into).collect(),
        configs: Config::parse("bluelint.toml", toml, RULES).unwrap().into(),
        rules: RULES.iter().filter(|rule| rules.contains(&rule.name)).collect(),
        ..Settings::default()
    };
    let run = lint(&MemoryDisk::new(files.iter().copied()), &settings).unwrap();
    let found = run.findings.iter().map(|one| format!("{}: {}", one.rule, one.message)).collect();
    let notes = run.notes.iter().map(|note| {
        let mark = if note.always { "!" } else { "" };
        format!("{mark}{}", note.text)
    });
    (found, notes.collect())
}

pub(crate) const UNAUTHORIZED: &[&str] = &["unauthorized-foreign-gateway"];
