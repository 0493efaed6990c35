//! The graph over whole root modules: what waits for what, what is the same, whose account it is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::graph::{Account, Accounts, Answer, Graph};
use bluelint::model::{Model, Resource};
use bluelint::rules::RULES;
use bluelint::{Settings, lint};

fn model(files: &[(&str, &str)]) -> Model {
    let disk = MemoryDisk::new(files.iter().copied());
    let settings = Settings { paths: vec![".".into()], ..Settings::default() };
    let run = lint(&disk, &settings).unwrap();
    assert!(run.incomplete.is_empty(), "{:?}", run.incomplete);
    run.model
}

fn at<'a>(model: &'a Model, address: &str) -> &'a Resource {
    let found = model.resources().find(|one| one.address == address);
    found.unwrap_or_else(|| {
        let all: Vec<&str> = model.resources().map(|one| one.address.as_str()).collect();
        panic!("{address} is none of {all:?}")
    })
}

/// Whether each gateway waits for the first policy there is.
fn waiting(files: &[(&str, &str)]) -> Vec<(String, bool)> {
    let model = model(files);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let policy = &model.policies[0].resource;
    let waits =
        |gateway: &Resource| graph.waits_for_any(&[(gateway, vec![policy])]) == [Answer::Yes];
    let gateways = model.gateways.iter().map(|one| &one.resource);
    gateways.map(|one| (one.address.clone(), waits(one))).collect()
}

const GATEWAY: &str = "resource \"ibm_is_virtual_endpoint_gateway\"";
const POLICY: &str = "resource \"ibm_iam_authorization_policy\" \"p\" { roles = [\"Viewer\"] }\n";

#[test]
fn waiting_goes_through_whatever_stands_between() {
    let text = format!(
        r#"{POLICY}
        locals {{ id = time_sleep.s.triggers.id }}
        resource "time_sleep" "s" {{ triggers = {{ id = ibm_iam_authorization_policy.p.id }} }}
        {GATEWAY} "alone" {{ name = "a" }}
        {GATEWAY} "direct" {{ depends_on = [ibm_iam_authorization_policy.p] }}
        {GATEWAY} "old" {{ depends_on = ["ibm_iam_authorization_policy.p"] }}
        {GATEWAY} "through" {{ depends_on = [time_sleep.s] }}
        {GATEWAY} "local" {{ name = "x-${{local.id}}" }}
        {GATEWAY} "counted" {{ count = local.id == "" ? 0 : 1 }}
        {GATEWAY} "nested" {{
          target {{ name = ibm_iam_authorization_policy.p.id }}
        }}
        {GATEWAY} "dynamic" {{
          dynamic "ips" {{
            for_each = [local.id]
            content {{ id = ips.value }}
          }}
        }}"#
    );
    let waiting = waiting(&[("main.tf", &text)]);
    let name = |address: &str| address.split(['.', '[']).nth(1).unwrap().to_owned();
    let waiting: Vec<(String, bool)> = waiting.into_iter().map(|(a, w)| (name(&a), w)).collect();
    assert_eq!(waiting.len(), 8);
    for (name, waits) in waiting {
        assert_eq!(waits, name != "alone", "{name}");
    }
}

#[test]
fn waiting_goes_through_modules() {
    let root = format!(
        r#"
        module "policy" {{ source = "./policy" }}
        module "argument" {{
          source = "./gateway"
          text   = module.policy.id
        }}
        module "whole" {{
          source     = "./gateway"
          for_each   = toset(["a.b"])
          depends_on = [module.policy]
        }}
        module "alone" {{
          source = "./gateway"
          unused = module.policy.other
        }}
        module "far" {{
          source = "example.com/far"
          id     = module.policy.id
        }}
        {GATEWAY} "remote" {{ name = module.far.name }}
        {GATEWAY} "elsewhere" {{ name = module.other.name }}
        module "other" {{ source = "example.com/far" }}"#
    );
    let gateway = format!(
        "variable \"text\" {{}}\nvariable \"unused\" {{}}\n{GATEWAY} \"g\" {{ name = var.text }}"
    );
    let policy = format!(
        "{POLICY} output \"id\" {{ value = ibm_iam_authorization_policy.p.id }}
        output \"other\" {{ value = 1 }}"
    );
    let files = [("main.tf", &*root), ("gateway/main.tf", &*gateway), ("policy/main.tf", &*policy)];
    for (address, waits) in waiting(&files) {
        let want = !(address.starts_with("module.alone") || address.ends_with("elsewhere"));
        assert_eq!(waits, want, "{address}");
    }
}

#[test]
fn a_provider_waits_for_what_it_is_made_of() {
    let text = format!(
        r#"{POLICY}
        provider "ibm" {{
          alias  = "late"
          region = ibm_iam_authorization_policy.p.id
        }}
        {GATEWAY} "early" {{ name = "a" }}
        {GATEWAY} "late" {{ provider = ibm.late }}"#
    );
    let waits: Vec<bool> =
        waiting(&[("main.tf", &text)]).into_iter().map(|(_, waits)| waits).collect();
    assert_eq!(waits, [false, true]);
}

#[test]
fn nothing_is_known_of_the_order_where_a_file_is_not_read() {
    let disk = MemoryDisk::new([
        ("main.tf", format!("{POLICY}{GATEWAY} \"g\" {{}}")),
        ("broken.tf", "resource {".to_owned()),
    ]);
    let settings = Settings { paths: vec![".".into()], ..Settings::default() };
    let model = lint(&disk, &settings).unwrap().model;
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let (gateway, policy) = (&model.gateways[0].resource, &model.policies[0].resource);
    assert_eq!(graph.waits_for_any(&[(gateway, vec![policy])]), [Answer::Unknown]);
}

#[test]
fn references_are_the_same_through_modules() {
    let root = r#"
        resource "ibm_resource_instance" "kms" { count = 2 }
        module "gateway" {
          source = "./gateway"
          crn    = ibm_resource_instance.kms[0].id
        }
        resource "ibm_is_virtual_endpoint_gateway" "same" {
          target { crn = ibm_resource_instance.kms[0].crn }
        }
        resource "ibm_is_virtual_endpoint_gateway" "other" {
          target { crn = ibm_resource_instance.kms[1].crn }
        }
        resource "ibm_is_virtual_endpoint_gateway" "known" {
          target { crn = " crn:v1 " }
        }
        resource "ibm_is_virtual_endpoint_gateway" "known_too" {
          target { crn = "crn:v1" }
        }"#;
    let gateway = r#"
        variable "crn" {}
        resource "ibm_is_virtual_endpoint_gateway" "g" {
          target { crn = var.crn }
        }"#;
    let model = model(&[("main.tf", root), ("gateway/main.tf", gateway)]);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let crn = |name: &str| {
        let gateway = model.gateways.iter().find(|one| one.resource.address.ends_with(name));
        let gateway = gateway.unwrap();
        (gateway.resource.world, &gateway.target_crn)
    };
    assert_eq!(graph.is_same(crn(".g"), crn(".same")), Answer::Yes);
    assert_eq!(graph.is_same(crn(".g"), crn(".other")), Answer::No);
    assert_eq!(graph.is_same(crn(".g"), crn(".known")), Answer::Unknown);
    assert_eq!(graph.is_same(crn(".known"), crn(".known_too")), Answer::Yes);
}

#[test]
fn a_provider_configuration_is_that_of_the_root_module() {
    let root = r#"
        provider "ibm" { alias = "target" }
        module "m" {
          source    = "./m"
          providers = { ibm = ibm.target, ibm.other = ibm }
        }
        module "own" { source = "./own" }
        resource "ibm_iam_authorization_policy" "p" { provider = ibm.target }"#;
    let policies = r#"
        provider "ibm" { alias = "other" }
        resource "ibm_iam_authorization_policy" "first" {}
        resource "ibm_iam_authorization_policy" "second" { provider = ibm.other }"#;
    let own = r#"
        provider "ibm" { region = "eu-de" }
        resource "ibm_iam_authorization_policy" "p" {}"#;
    let model = model(&[("main.tf", root), ("m/main.tf", policies), ("own/main.tf", own)]);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let provider = |address: &str| match graph.account_of(at(&model, address)).unwrap() {
        Account::Provider(_, provider) => provider,
        other => panic!("{other:?}"),
    };
    assert_eq!(provider("ibm_iam_authorization_policy.p").as_deref(), Some("ibm.target"));
    assert_eq!(
        provider("module.m.ibm_iam_authorization_policy.first").as_deref(),
        Some("ibm.target")
    );
    assert_eq!(provider("module.m.ibm_iam_authorization_policy.second"), None);
    assert_eq!(
        provider("module.own.ibm_iam_authorization_policy.p").as_deref(),
        Some("module.own.ibm")
    );
}

#[test]
fn what_a_provider_is_asked_for_is_its_account() {
    let text = r#"
        data "ibm_iam_account_settings" "here" {}
        data "ibm_iam_account_settings" "there" { provider = ibm.target }
        resource "ibm_iam_authorization_policy" "p" {
          source_service_account = data.ibm_iam_account_settings.there.account_id
        }
        resource "ibm_iam_authorization_policy" "q" {
          source_service_account = data.ibm_iam_account_settings.here.account_id
        }"#;
    let model = model(&[("main.tf", text)]);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let of = |policy: usize| {
        let policy = &model.policies[policy];
        let account = &policy.subjects[0].get("accountId").unwrap().value;
        let account = graph.account_in(policy.resource.world, account).unwrap();
        account.is_same(&graph.account_of(&policy.resource).unwrap())
    };
    assert_eq!(of(0), Answer::Unknown);
    assert_eq!(of(1), Answer::Yes);
}

#[test]
fn what_tells_what_it_was_given_may_be_the_same() {
    let text = format!(
        r#"{GATEWAY} "made" {{ vpc = ibm_is_vpc.main.id }}
        {GATEWAY} "told" {{ vpc = ibm_is_subnet.a.vpc }}
        {GATEWAY} "other" {{ vpc = ibm_is_vpc.other.id }}
        resource "ibm_is_subnet" "a" {{ vpc = ibm_is_vpc.main.id }}"#
    );
    let model = model(&[("main.tf", &text)]);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let gateway = |name: &str| {
        let is_it = |address: &str| address.ends_with(name);
        model.gateways.iter().find(|one| is_it(&one.resource.address)).unwrap()
    };
    let vpc = |name: &str| (gateway(name).resource.world, &gateway(name).vpc);
    assert_eq!(graph.is_same(vpc("made"), vpc("told")), Answer::Unknown);
    assert_eq!(graph.is_same(vpc("made"), vpc("other")), Answer::No);
    // The subnet says it.
    let which = |name: &str| graph.vpc_of(gateway(name)).unwrap();
    assert_eq!(which("made").is_same(&which("told")), Answer::Yes);
    assert_eq!(which("other").is_same(&which("told")), Answer::No);
}

#[test]
fn what_is_not_judged_is_said() {
    let gateway = r#"
        module "policies" { source = "example.com/policies" }
        resource "ibm_is_virtual_endpoint_gateway" "g" {
          name = "g"
          target {
            crn = "crn:v1:bluemix:public:kms:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a::"
          }
        }"#;
    let text = "accounts.default = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"";
    let config = Config::parse("bluelint.toml", text, RULES).unwrap();
    let rules = RULES.iter().filter(|rule| rule.name == "unauthorized-foreign-gateway").collect();
    let settings =
        Settings { paths: vec![".".into()], rules, configs: config.into(), ..Settings::default() };
    let said = |text: &str| {
        let run = lint(&MemoryDisk::new([("main.tf", text.to_owned())]), &settings).unwrap();
        let is_it = |text: &&str| text.contains("is not judged");
        let notes = run.notes.iter().map(|note| note.text.as_str()).filter(is_it).count();
        (run.findings.len(), notes)
    };
    assert_eq!(said(gateway), (0, 1));
    let alone = gateway.lines().filter(|line| !line.contains("example.com"));
    assert_eq!(said(&alone.collect::<Vec<_>>().join("\n")), (1, 0));
}

#[test]
fn a_module_leads_where_anything_in_it_leads() {
    let inner = format!(
        "variable \"after\" {{ default = \"\" }}\n{POLICY}{GATEWAY} \"g\" {{ name = var.after }}\noutput \"id\" {{ value = ibm_is_virtual_endpoint_gateway.g.id }}\n"
    );
    let call =
        |name: &str, more: &str| format!("module \"{name}\" {{\n  source = \"./m\"\n{more}}}\n");
    let root =
        format!("{}{}{}", call("a", ""), call("b", "  after = module.a.id\n"), call("ab", ""));
    let model = model(&[("main.tf", &root), ("m/main.tf", &inner)]);
    let accounts = Accounts::default();
    let graph = Graph::new(&model, &accounts);
    let world = model.gateways[0].resource.world;
    let (a, b, ab) = ("module.a", "module.b[0]", "module.ab");
    let [of_a, of_b] = ["a", "b"].map(|m| format!("module.{m}.ibm_is_virtual_endpoint_gateway.g"));
    for (object, other, leads) in [
        (b, a, Answer::Yes),
        (b, of_a.as_str(), Answer::Yes),
        (&of_b, a, Answer::Yes),
        (&of_b, &of_a, Answer::Yes),
        (&of_b, "module.a.ibm_iam_authorization_policy.p", Answer::No),
        (a, b, Answer::No),
        (a, &of_a, Answer::Yes),
        // A name that only begins alike is another one.
        (b, ab, Answer::No),
        (ab, a, Answer::No),
        (ab, "module.none", Answer::No),
        ("module.none", a, Answer::Unknown),
    ] {
        assert_eq!(graph.leads_to(&[(world, object, other)]), [leads], "{object} {other}");
    }
    // Many are asked at once, in whichever order.
    let many = [(world, b, a), (world, "module.none", b), (world, a, b), (world, b, a)];
    let answers = [Answer::Yes, Answer::Unknown, Answer::No, Answer::Yes];
    assert_eq!(graph.leads_to(&many), answers);
}
