//! Which resources may do what nobody sees: make policies, or do something with what they are given.

use super::commands::{is_harmless, is_harmless_variable};
use super::{find, read};
use serde::Deserialize;
use std::sync::LazyLock;

static AGENTS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/agents.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    makes_policies: Vec<String>,
    looks_up: Vec<Lookup>,
    makes_none: Vec<String>,
    acts: Vec<Act>,
    reading_methods: Vec<String>,
    harmless_urls: Vec<String>,
    shells: Vec<String>,
    harmless_programs: Vec<String>,
    harmless_calls: Vec<Calls>,
}

/// A program that does nothing to IBM Cloud with these of its commands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calls {
    program: String,
    /// The words right behind the program.
    commands: Vec<String>,
}

/// A data source that finds a thing which somebody else may have made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    kind: String,
    /// The type of what it finds.
    pub finds: String,
    /// The argument that holds its name; without one, all are found.
    pub by: Option<String>,
}

/// A data source or action of a provider that makes nothing by itself, which does what it is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    kind: String,
    /// The argument that holds the method with which it asks; without one it only reads.
    method: Option<String>,
    /// The argument that says whom.
    url: Option<String>,
    /// The argument that says which program it runs.
    program: Option<String>,
}

/// The texts of an argument of something, by its name: one, those of a list, or the names of an object,
/// with [`UNKNOWN`] for what is not known of them; nothing where it is not written.
pub type Written<'a> = &'a dyn Fn(&str) -> Option<Vec<String>>;

/// Stands for what is not known of a text.
pub const UNKNOWN: char = '\u{fffd}';

/// What a data source of this type finds.
pub fn lookup(kind: &str) -> Option<&'static Lookup> {
    find(&AGENTS.looks_up, kind, |one| &one.kind)
}

/// Whether something of this type, in front of which stands `data.` for a data source, and `action.` or
/// `ephemeral.` where it is one of those, may make an authorization policy that nobody sees here.
pub fn may_make_policies(kind: &str, written: Written<'_>) -> bool {
    if let Some(act) = find(&AGENTS.acts, kind, |one| &one.kind) {
        return act.may_do_anything(written);
    }
    // All other data sources make nothing.
    !kind.starts_with("data.") && is_maker(kind.rsplit('.').next().unwrap_or(kind))
}

fn is_maker(kind: &str) -> bool {
    match provider(kind) {
        // Nothing is known of actions of this provider: it has none.
        "ibm" => find(&AGENTS.makes_policies, kind, String::as_str).is_some(),
        other => find(&AGENTS.makes_none, other, String::as_str).is_none(),
    }
}

/// Whether something of this type may do anything with what it refers to, or give it to something that
/// may.
pub fn may_use_all(kind: &str) -> bool {
    let plain = kind.rsplit('.').next().unwrap_or(kind);
    let is_foreign = provider(plain) != "ibm";
    is_foreign || !kind.starts_with("data.") && is_maker(plain) || lookup(kind).is_some()
}

/// Whether a provisioner of this sort may do anything.
pub fn may_run_anything(sort: &str, written: Written<'_>) -> bool {
    match sort {
        // It copies files.
        "file" => false,
        "local-exec" => {
            let is_plain = match written("interpreter").unwrap_or_default().as_slice() {
                [] => true,
                [shell, flag] => is_shell(shell) && flag == "-c",
                _ => false,
            };
            let names = written("environment").unwrap_or_default();
            let is_plain = is_plain && names.iter().all(|name| is_harmless_variable(name));
            let commands = written("command");
            !is_plain || commands.is_none_or(|all| !all.iter().all(|one| is_harmless(one)))
        }
        // They become one script.
        "remote-exec" => written("inline").is_none_or(|all| !is_harmless(&all.join("\n"))),
        _ => true,
    }
}

impl Act {
    fn may_do_anything(&self, written: Written<'_>) -> bool {
        if let Some(argument) = &self.program {
            let words = written(argument).unwrap_or_default();
            return match words.as_slice() {
                [shell, flag, command] if is_shell(shell) && flag == "-c" => !is_harmless(command),
                [program, rest @ ..] => {
                    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
                    !is_harmless_call(program, &rest)
                }
                [] => true,
            };
        }
        let Some(argument) = &self.method else { return true };
        let Some(methods) = written(argument) else { return false };
        let reads = |one: &String| AGENTS.reading_methods.contains(&one.to_ascii_uppercase());
        let urls = self.url.as_ref().and_then(|argument| written(argument)).unwrap_or_default();
        let tells = |url: &String| is_harmless_url(url);
        let is_harmless = methods.iter().all(reads) || !urls.is_empty() && urls.iter().all(tells);
        !is_harmless
    }
}

/// Whether an address surely is one of those that are known, or below it.
fn is_harmless_url(url: &str) -> bool {
    let path = url.split('?').next().unwrap_or(url);
    let leads_away = path.contains("..") || path.contains(['%', '\\', '#', UNKNOWN]);
    !leads_away && AGENTS.harmless_urls.iter().any(|known| path.starts_with(known))
}

/// Whether a program, by its name or where it lies on every machine, does nothing to IBM Cloud and runs
/// no other when it is given these words.
pub(super) fn is_harmless_call(program: &str, words: &[&str]) -> bool {
    let name = plain(program);
    let calls = AGENTS.harmless_calls.iter().filter(|one| one.program == name);
    let mut commands = calls.flat_map(|one| &one.commands);
    AGENTS.harmless_programs.iter().any(|one| one == name)
        || commands.any(|command| {
            let mut given = words.iter();
            command.split(' ').all(|word| given.next() == Some(&word))
        })
}

fn is_shell(program: &str) -> bool {
    AGENTS.shells.iter().any(|one| one == plain(program))
}

/// A program without the folder in which it lies on every machine.
fn plain(program: &str) -> &str {
    let places = ["/usr/bin/", "/bin/"];
    places.iter().find_map(|place| program.strip_prefix(place)).unwrap_or(program)
}

/// The provider that a type is called after.
fn provider(kind: &str) -> &str {
    kind.split('_').next().unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    fn may_make(kind: &str, written: &[(&str, &[&str])]) -> bool {
        may_make_policies(kind, &|name| {
            let (_, texts) = written.iter().find(|(one, _)| *one == name)?;
            Some(texts.iter().map(|text| (*text).to_owned()).collect())
        })
    }

    #[test]
    fn what_is_looked_up_is_sorted() {
        for list in [&AGENTS.makes_policies, &AGENTS.makes_none] {
            assert!(list.is_sorted() && !list.is_empty(), "{list:?}");
        }
        let lookups = &AGENTS.looks_up;
        assert!(lookups.is_sorted_by_key(|one| &one.kind) && !lookups.is_empty(), "{lookups:?}");
        for one in lookups {
            let is_known = catalog::is_neighbour(&one.kind) || catalog::schema(&one.kind).is_some();
            assert!(is_known && one.kind.starts_with("data."), "{one:?}");
        }
        assert!(AGENTS.acts.is_sorted_by_key(|one| &one.kind) && !AGENTS.acts.is_empty());
        assert!(!AGENTS.harmless_programs.iter().any(|one| AGENTS.shells.contains(one)));
    }

    #[test]
    fn only_what_is_known_makes_no_policies() {
        for kind in ["restapi_object", "shell_script", "ibm_iam_policy_assignment", "odd"] {
            assert!(may_make(kind, &[]) && may_use_all(kind), "{kind}");
        }
        for kind in
            ["ibm_is_vpc", "null_resource", "terraform_data", "aws_vpc", "data.restapi_object"]
        {
            assert!(!may_make(kind, &[]), "{kind}");
        }
        assert!(may_use_all("null_resource") && may_use_all("data.external"));
        assert!(may_use_all("data.ibm_is_virtual_endpoint_gateway"));
        assert!(!may_use_all("ibm_is_vpc") && !may_use_all("data.ibm_is_vpc"));
    }

    #[test]
    fn what_sends_or_runs_something_acts() {
        const ABOVE: &str = "https://iam.cloud.ibm.com/identity/../v1/policies";
        const ENCODED: &str = "https://iam.cloud.ibm.com/identity/%2e%2e/v1/policies";
        let unknown = UNKNOWN.to_string();
        let policies = "https://iam.cloud.ibm.com/v1/policies";
        for (kind, written) in [
            ("data.http", &[("method", &["POST"][..]), ("url", &[policies])][..]),
            ("data.http", &[("method", &[unknown.as_str()])]),
            ("data.external", &[("program", &["bash", "./authorize.sh"])]),
            ("data.external", &[("program", &[unknown.as_str()])]),
            ("data.external", &[("program", &["sh", "-c", "echo {}; ibmcloud iam"])]),
            ("data.external", &[("program", &["kubectl", "exec", "x"])]),
            ("data.http", &[("method", &["POST"]), ("url", &[ABOVE])]),
            ("data.http", &[("method", &["POST"]), ("url", &[ENCODED])]),
            ("data.shell_script", &[]),
            ("action.local_command", &[]),
            ("action.restapi_send", &[]),
            ("ephemeral.terracurl_request", &[]),
        ] {
            assert!(may_make(kind, written), "{kind} {written:?}");
        }
        let token = "https://iam.cloud.ibm.com/identity/token";
        for (kind, written) in [
            ("data.http", &[("url", &[policies][..])][..]),
            ("data.http", &[("method", &["head"])]),
            ("data.http", &[("method", &["POST"]), ("url", &[token])]),
            ("data.external", &[("program", &["/usr/bin/jq", "-n", "{}"])]),
            ("data.external", &[("program", &["sh", "-c", "echo {}"])]),
            ("data.external", &[("program", &["kubectl", "get", "nodes", "-o", "json"])]),
            ("data.aws_vpc", &[]),
            ("action.aws_lambda_invoke", &[]),
            ("ephemeral.random_password", &[]),
        ] {
            assert!(!may_make(kind, written), "{kind} {written:?}");
        }
    }

    #[test]
    fn a_provisioner_is_harmless_only_where_its_programs_are() {
        let runs = |sort: &str, written: &[(&str, &[&str])]| {
            may_run_anything(sort, &|name| {
                let (_, texts) = written.iter().find(|(one, _)| *one == name)?;
                Some(texts.iter().map(|text| (*text).to_owned()).collect())
            })
        };
        assert!(!runs("file", &[]) && runs("local-exec", &[]) && runs("chef", &[]));
        assert!(!runs("local-exec", &[("command", &["sleep 60"])]));
        let bash = ("interpreter", &["/bin/bash", "-c"][..]);
        assert!(!runs("local-exec", &[("command", &["sleep 60"]), bash]));
        let python = ("interpreter", &["python3", "-c"][..]);
        assert!(runs("local-exec", &[("command", &["sleep 60"]), python]));
        for flags in [&["/bin/bash"][..], &["bash", "-e", "-c"], &["sh", "-i"], &["-c"]] {
            assert!(runs("local-exec", &[("command", &["date"]), ("interpreter", flags)]));
        }
        let region = ("environment", &["REGION", "KUBECONFIG"][..]);
        assert!(!runs("local-exec", &[("command", &["date"]), region]));
        for name in ["PATH", "BASH_ENV", "ENV", "LD_PRELOAD", "BASH_FUNC_date%%", "\u{fffd}"] {
            let environment = ("environment", &[name][..]);
            assert!(runs("local-exec", &[("command", &["date"]), environment]), "{name}");
        }
        assert!(runs("remote-exec", &[("script", &["x.sh"])]));
        assert!(!runs("remote-exec", &[("inline", &["mkdir /x", "date > /x/y"])]));
        assert!(runs("remote-exec", &[("inline", &["mkdir /x", "/x/install"])]));
        assert!(runs("remote-exec", &[("inline", &["echo x\\", "#; ibmcloud iam"])]));
        assert!(runs("remote-exec", &[("inline", &["#!/opt/run"])]));
    }
}
