//! Who may reach what, over whole estates: what is said of gateways into other accounts, and what is
//! not judged because it was not seen.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

#[path = "access/gateway.rs"]
mod gateway;
#[path = "access/groups.rs"]
mod groups;
#[path = "access/instances.rs"]
mod instances;
#[path = "access/roles.rs"]
mod roles;

use bluelint::disk::MemoryDisk;
use bluelint::graph::{Accounts, Graph};
use bluelint::rules::RULES;
use bluelint::{Settings, lint};
use gateway::{DEFAULT, GATEWAY, UNAUTHORIZED, said};

const OURS: &str = "3f1b2c4d5e6f708192a3b4c5d6e7f809";

#[test]
fn a_gateway_that_is_there_already_was_let_in() {
    let import = "import {\n  to = ibm_is_virtual_endpoint_gateway.g\n  id = \"r010-1\"\n}\n";
    let text = format!("{GATEWAY}{import}");
    assert!(said(DEFAULT, &["."], UNAUTHORIZED, &[("main.tf", &text)]).0.is_empty());
}

#[test]
fn a_folder_of_the_targets_account_that_was_not_given_hides_policies() {
    let folders = format!(
        "[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f\"\n"
    );
    let other = format!(
        "[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"1111111111111111111111111111111a\"\n"
    );
    let provider = format!(
        "[accounts.folders]\nspoke = \"{OURS}\"\n[accounts.folders.hub]\n\
         providers = {{ \"ibm.target\" = \"0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f\" }}\n"
    );
    let files = [("spoke/main.tf", GATEWAY), ("hub/main.tf", "locals {}"), ("c.txt", "")];
    for (toml, paths, count) in [
        (&folders, &["spoke"][..], 0),
        (&provider, &["spoke"], 0),
        (&other, &["spoke"], 1),
        (&folders, &["spoke", "hub"], 1),
        (&folders, &["."], 1),
    ] {
        let (found, notes) = said(toml, paths, UNAUTHORIZED, &files);
        assert_eq!(found.len(), count, "{toml} {paths:?} {notes:?}");
        let says = |note: &String| note.contains("(1): `hub`, which belongs to");
        assert_eq!(notes.iter().any(says), count == 0, "{notes:?}");
    }
}

#[test]
fn folders_that_count_for_nothing_are_said() {
    let toml =
        format!("[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"{OURS}\"\nhbu = \"{OURS}\"\n");
    let files = [("spoke/main.tf", GATEWAY), ("hub/main.tf", "locals {}")];
    let notes = |paths: &[&str]| {
        let (_, mut notes) = said(&toml, paths, &[], &files);
        notes.retain(|note| note.contains("[accounts.folders]"));
        notes
    };
    let nowhere = "!`[accounts.folders]` names `hbu`, but there is no such folder, so it counts for \
                   nothing";
    assert_eq!(notes(&["."]), [nowhere]);
    let apart = "`hub` in `[accounts.folders]` is not among what is checked";
    assert_eq!(notes(&["spoke"]), [nowhere, apart]);
}

/// A policy for the backup in JSON that lets gateways of `source` into `target`.
fn policy(source: &str, target: &str) -> String {
    let attribute =
        |name: &str, value: &str| format!(r#"{{"name": "{name}", "value": "{value}"}}"#);
    format!(
        r#"{{"type": "authorization", "roles": [{{"role_id": "crn:v1:bluemix:public:iam::::role:Viewer"}}],
        "subjects": [{{"attributes": [{}, {}, {}]}}], "resources": [{{"attributes": [{}, {}, {}]}}]}}"#,
        attribute("accountId", source),
        attribute("serviceName", "is"),
        attribute("resourceType", "endpoint-gateway"),
        attribute("accountId", target),
        attribute("serviceName", "backup-recovery"),
        attribute("serviceInstance", "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64"),
    )
}

#[test]
fn of_several_policies_that_are_nearly_right_each_is_said() {
    const THEIRS: &str = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
    const ODD: [&str; 2] = ["1111111111111111111111111111111a", "1111111111111111111111111111111b"];
    let rules: Vec<&str> = RULES
        .iter()
        .filter(|rule| rule.group == "access" || rule.group == "scope")
        .map(|rule| rule.name)
        .collect();
    let found = |toml: &str, files: &[(&str, &str)]| {
        let (mut found, _) = said(toml, &["."], &rules, files);
        for one in &mut found {
            one.truncate(one.find(':').unwrap());
        }
        found
    };
    let bodies = [policy(OURS, ODD[0]), policy(OURS, ODD[1])];
    let [one, two] = [bodies[0].as_str(), bodies[1].as_str()];
    // Both are created in accounts in which the instance is not, whether the gateway's is known or not.
    for toml in ["", DEFAULT] {
        let files = [("main.tf", GATEWAY), ("one.json", one), ("two.json", two)];
        let wrong = ["policy-in-wrong-account", "policy-in-wrong-account"];
        let all = found(toml, &files);
        let all: Vec<_> = all.iter().filter(|one| !one.starts_with("cross-account")).collect();
        assert_eq!(all, wrong, "{toml}");
    }
    // One is of another account, the other lets in gateways of another account.
    let foreign = policy(ODD[1], THEIRS);
    let files = [("main.tf", GATEWAY), ("one.json", one), ("two.json", foreign.as_str())];
    assert!(found(DEFAULT, &files).contains(&"policy-in-wrong-account".to_owned()));
    // Neither says whose gateways it lets in.
    let flat = |name: &str, role: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"{name}\" {{\n  provider = ibm.target\n  \
             source_service_name = \"is\"\n  source_resource_type = \"endpoint-gateway\"\n  \
             target_service_name = \"backup-recovery\"\n  \
             target_resource_instance_id = \"5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64\"\n  \
             roles = [\"{role}\"]\n}}\n"
        )
    };
    let text = format!("{GATEWAY}{}{}", flat("one", "Viewer"), flat("two", "Operator"));
    let all = found("", &[("main.tf", &text)]);
    let missing = all.iter().filter(|one| *one == "missing-source-account").count();
    assert_eq!(missing, 2, "{all:?}");
}

#[test]
fn the_service_is_known_through_a_reference() {
    let service = |text: &str| {
        let gateway = GATEWAY.lines().map(|line| {
            if line.trim().starts_with("crn") {
                "    crn = ibm_resource_instance.k[\"a]\"].crn"
            } else {
                line
            }
        });
        let gateway: Vec<&str> = gateway.collect();
        let text = format!("{}\n{text}", gateway.join("\n"));
        let settings = Settings { paths: vec![".".into()], ..Settings::default() };
        let run = lint(&MemoryDisk::new([("main.tf", text)]), &settings).unwrap();
        let accounts = Accounts::default();
        let graph = Graph::new(&run.model, &accounts);
        graph.access().targets[0].service.clone()
    };
    let instance = |service: &str| {
        format!(
            "resource \"ibm_resource_instance\" \"k\" {{\n  for_each = toset([\"a]\", \"b\"])\n  service = {service}\n}}\n"
        )
    };
    assert_eq!(service(&instance("\"kms\"")).as_deref(), Some("kms"));
    assert_eq!(
        service(&instance("each.key == \"b\" ? \"appid\" : \"kms\"")).as_deref(),
        Some("kms")
    );
    assert_eq!(service(&instance("\"no-service-of-ours\"")), None);
    assert_eq!(service(&instance("var.x")), None);
    assert_eq!(service(""), None);
}

#[test]
fn a_picture_is_drawn_only_where_it_is_asked_for() {
    let drawn = |draws: bool| {
        let settings = Settings { paths: vec![".".into()], draws, ..Settings::default() };
        let run = lint(&MemoryDisk::new([("main.tf", GATEWAY)]), &settings).unwrap();
        run.picture.map(|picture| picture.boxes.len())
    };
    assert_eq!((drawn(false), drawn(true)), (None, Some(2)));
}

#[test]
fn what_clashes_in_one_place_is_told_apart_by_its_address() {
    let policy = |lines: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"p\" {{\n  source_service_name = \"cloud-object-storage\"\n  \
             target_service_name = \"kms\"\n  roles = [\"Reader\"]\n{lines}}}\n"
        )
    };
    let calls = "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n";
    let of = |files: &[(&str, &str)]| said("", &["."], &["duplicate-policy"], files).0;
    let keyed = policy("  for_each = toset([\"a\", \"b\", \"c\", \"d\", \"e\"])\n");
    let name = "ibm_iam_authorization_policy.p";
    let says = "say the same, and IAM takes only one such policy";
    assert_eq!(
        of(&[("main.tf", &keyed)]),
        [format!(
            "duplicate-policy: `{name}[\"a\"]`, `{name}[\"b\"]`, `{name}[\"c\"]` and 2 more {says}"
        )]
    );
    let [called, plain] = [calls, ""].map(|calls| format!("{calls}{}", policy("")));
    assert_eq!(
        of(&[("main.tf", calls), ("m/main.tf", &plain)]),
        [format!("duplicate-policy: `module.a.{name}` and `module.b.{name}` {says}")]
    );
    // Where each stands elsewhere, the label tells which one it is.
    let settings = Settings {
        paths: vec![".".into()],
        rules: RULES.iter().filter(|rule| rule.name == "duplicate-policy").collect(),
        ..Settings::default()
    };
    let disk = MemoryDisk::new([("main.tf", called.as_str()), ("m/main.tf", &plain)]);
    let run = lint(&disk, &settings).unwrap();
    let labels = run.findings.iter().flat_map(|one| &one.labels);
    let labels: Vec<&str> = labels.map(|label| label.message.as_str()).collect();
    assert_eq!(labels, ["the other policy"]);
    let found: Vec<_> = run.findings.iter().map(|one| one.addresses.join(" ")).collect();
    assert_eq!(found, [format!("module.a.{name} module.b.{name}")]);
}
