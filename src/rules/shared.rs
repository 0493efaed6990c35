//! What several rules say in the same way.

use crate::catalog::{self, What, nearest, normalised, schema};
use crate::finding::{Finding, Findings, Level};
use crate::graph::Lack;
use crate::model::{
    AuthorizationPolicy, EndpointGateway, Fault, Field, Resource, Side, SideForm, SlipKind,
    Subject, Surface, every_combination, vpc_identity, without_indexes,
};
use crate::rule::Context;
use crate::source::ProblemKind;

/// Says every problem of one kind that was met while the files were read.
pub(super) fn problems(cx: &Context<'_>, found: &mut Findings, kind: ProblemKind) {
    for problem in cx.model.problems.iter().filter(|problem| problem.kind == kind) {
        let finding = found.in_file(problem.span, &problem.message);
        for (span, message) in problem.labels.iter().rev() {
            finding.also(span, message);
        }
        if let Some(help) = &problem.help {
            finding.help(help);
        }
    }
}

/// Leaves out the pairs of which no gateway needs either policy: of each it is said to drop it.
pub(super) fn without_needless<'a>(
    cx: &Context<'a>,
    pairs: Vec<(&'a AuthorizationPolicy, &'a AuthorizationPolicy)>,
) -> Vec<(&'a AuthorizationPolicy, &'a AuthorizationPolicy)> {
    if pairs.is_empty() {
        return pairs;
    }
    let needless = cx.graph.access().needless_policies();
    let is_needless = |one| needless.contains(&std::ptr::from_ref(one));
    let mut pairs = pairs;
    pairs.retain(|(one, other)| !is_needless(*one) || !is_needless(*other));
    pairs
}

/// Says of the gateways that may yet be given what they lack that they are not judged, and why of the
/// first of them.
pub(super) fn not_judged(
    cx: &Context<'_>,
    found: &mut Findings,
    what: &str,
    open: &[(&EndpointGateway, Lack<'_>)],
) {
    let Some((first, lack)) = open.first() else { return };
    let gateway = &first.resource.identity;
    let why = match lack {
        Lack::Unless(by) => match cx.model.folders.get(&by.world) {
            Some(folder) if by.world != first.resource.world => {
                format!("`{}` in `{folder}` may be about it", by.address)
            }
            _ => format!("`{}` may be about it", by.address),
        },
        Lack::Acting(by) => format!("what `{by}` does is not seen"),
        _ => "something gets hold of it that is not seen".to_owned(),
    };
    let others = match open.len() - 1 {
        0 => String::new(),
        others => format!(" (and {others} more)"),
    };
    found.note(format!("whether `{gateway}`{others} {what} is not judged: {why}"));
}

/// Says what is wrong with suppressions, of one kind.
pub(super) fn slips(cx: &Context<'_>, found: &mut Findings, kind: SlipKind) {
    for slip in cx.slips.iter().filter(|slip| slip.kind == kind) {
        let finding = found.in_file(slip.span, &slip.message).help(&slip.help);
        if let Some(mend) = &slip.mend {
            finding.mend_as(mend);
        }
    }
}

/// What the name of a fault belongs to, in words: a resource type, a block, an object.
pub(super) fn owner(resource: &Resource, fault: &Fault) -> String {
    let path = fault.path.as_str();
    match (resource.surface, path.is_empty()) {
        (Surface::Terraform | Surface::Plan, true) if resource.kind.starts_with("data.") => {
            format!("the data source `{}`", resource.type_name())
        }
        (Surface::Terraform | Surface::Plan, true) => format!("`{}`", resource.type_name()),
        (Surface::Terraform | Surface::Plan, false) => {
            let block = path.rsplit('.').next().unwrap_or(path);
            format!("the block `{}`", block.split('[').next().unwrap_or(block))
        }
        (Surface::GatewayJson, true) => "the gateway".to_owned(),
        (_, true) => "the policy".to_owned(),
        (_, false) => format!("`{path}`"),
    }
}

/// What a name is called in the language of `resource`.
pub(super) fn word(resource: &Resource) -> &'static str {
    if resource.surface.is_terraform() { "argument" } else { "member" }
}

/// Whether a value called `name` is surely made of plain characters, and compared to the letter.
/// Services have attributes of their own, such as the names of objects, that may hold anything.
pub(super) fn is_plain_name(resource: &Resource, name: &str) -> bool {
    let is_policy = resource.kind.ends_with("authorization-policy")
        || resource.kind == "ibm_iam_authorization_policy";
    let common = || catalog::subject_attributes().iter().any(|known| known == name);
    !is_policy || common() || name == "role" || name.ends_with("Id")
}

/// A name as it is spelled in the language of `resource`.
pub(super) fn spelled(resource: &Resource, name: &str) -> String {
    if resource.in_json { format!("\"{name}\"") } else { name.to_owned() }
}

/// What a plain reference gives, where that is known: the GUID of an instance, a CRN.
pub(super) fn what(field: &Field) -> Option<What> {
    let reference = field.reference()?;
    catalog::what_is(&reference.type_name(), reference.attribute())
}

/// Names in backticks for a sentence: `a`, `b` and `c`.
pub(super) fn listed(names: &[impl AsRef<str>], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [many @ .., end] if !many.is_empty() => format!("{} {last} {end}", many.join(", ")),
        _ => quoted.concat(),
    }
}

/// Whether an attribute list surely has no account. A name that speaks of an account is a wrong
/// name, and not a missing account too.
pub(super) fn lacks_account(side: &Side) -> bool {
    let speaks_of_it = |name: &str| {
        normalised(name).contains("account") || nearest(name, ["accountId"].into_iter()).is_some()
    };
    side.form == SideForm::Attributes
        && side.lacks("accountId")
        && !side.attributes.iter().any(|one| one.name.possibly(speaks_of_it))
}

/// Whether an attribute of a name that a side cannot have holds a service: the name is wrong, and
/// the service is not missing too.
pub(super) fn has_misnamed_service(side: &Side) -> bool {
    let is_odd = |name: &str| {
        !catalog::resource_attributes().iter().any(|one| normalised(one) == normalised(name))
    };
    let is_service = |text: &str| catalog::service(text.trim()).is_some();
    side.form == SideForm::Attributes
        && side.attributes.iter().any(|one| {
            one.name.text().is_some_and(is_odd) && one.value.text().is_some_and(is_service)
        })
}

/// Whether a text is a name of some sort: not empty, no pattern, no placeholder.
pub(super) fn is_word(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    !text.is_empty() && text.chars().all(fits)
}

/// The addresses of resources that clash, for a sentence.
pub(super) fn addresses(all: &[&Resource]) -> String {
    const MOST: usize = 3;
    let names: Vec<&str> = all.iter().take(MOST).map(|one| one.address.as_str()).collect();
    match all.len().saturating_sub(MOST) {
        0 => listed(&names, "and"),
        more => format!("`{}` and {more} more", names.join("`, `")),
    }
}

/// Whether two resources stand in one place: instances of one block, in modules that may be called
/// several times.
pub(super) fn is_one_block(one: &Resource, other: &Resource) -> bool {
    let declared = |it: &Resource| without_indexes(&it.object);
    one.header == other.header
        || one.world == other.world && !one.object.is_empty() && declared(one) == declared(other)
}

/// What to call a resource at its place: with its address, where many may stand in that place.
pub(super) fn which(what: &str, resource: &Resource) -> String {
    let Resource { address, surface, .. } = resource;
    let is_instance = address.starts_with("module.") || address.ends_with(']');
    if surface.is_terraform() && is_instance {
        format!("{what}, `{address}`")
    } else {
        what.to_owned()
    }
}

/// Says of gateways that are alike in what stands at these places that they clash.
pub(super) fn clash(
    all: &[(&EndpointGateway, &Field)],
    (message, help): (&str, &str),
    found: &mut Findings,
) {
    let Some(((first, place), others)) = all.split_first() else { return };
    let is_here = |(gateway, at): &&(&EndpointGateway, &Field)| {
        at.span == place.span || is_one_block(&gateway.resource, &first.resource)
    };
    let here = all.iter().filter(is_here).map(|(gateway, _)| &gateway.resource);
    let here: Vec<&Resource> = here.collect();
    for one in others {
        let (gateway, at) = one;
        let finding = if is_here(&one) {
            found.at(gateway, at, format!("{message}: {}", addresses(&here)))
        } else {
            found.at(gateway, at, message)
        };
        if at.span != place.span {
            finding.also(place, which("the other one", &first.resource));
        }
        finding.help(help);
    }
}

/// The texts that a field may have, for a message: "`kms` or `hs-crypto`".
pub(super) fn names(field: &Field) -> String {
    let texts = field.each().filter_map(Field::text);
    texts.map(|text| format!("`{}`", text.trim())).collect::<Vec<_>>().join(" or ")
}

/// The values that the provider's schema allows for an argument of a gateway: `target.resource_type`.
pub(super) fn gateway_values(path: &str) -> &'static [String] {
    let gateway = schema("ibm_is_virtual_endpoint_gateway");
    let argument = gateway.and_then(|gateway| match path.split_once('.') {
        Some((block, name)) => gateway.block(block)?.argument(name),
        None => gateway.argument(path),
    });
    argument.map_or(&[], |argument| argument.values.as_slice())
}

/// The type of target that a text is or evidently means.
pub(super) fn target_type(text: &str) -> Option<&'static str> {
    let known = || gateway_values("target.resource_type").iter().map(String::as_str);
    let text = text.trim();
    known().find(|one| *one == text).or_else(|| nearest(text, known()))
}

/// Says that `meant` was meant by `text`, and mends it: safely where only case, `_`, `-` or blanks
/// differ.
pub(super) fn mend(finding: &mut Finding, one: &Field, text: &str, meant: &str) {
    let title = format!("write `{meant}`");
    finding.help(&title);
    if normalised(meant) == normalised(text) {
        finding.respell(&title, one, meant);
    } else {
        finding.suggest(&title, one, meant);
    }
}

/// Says which of the values in `known` is meant by `text`, or which there are.
pub(super) fn did_you_mean(finding: &mut Finding, one: &Field, text: &str, known: &[String]) {
    match nearest(text, known.iter().map(String::as_str)) {
        Some(meant) => mend(finding, one, text, meant),
        None => {
            finding.help(format!("write one of {}", listed(known, "or")));
        }
    }
}

/// Every service that a side may name, a misspelled one as what is evidently meant; none where one
/// of the possibilities is not known.
pub(super) fn services<'a>(side: &'a Side) -> Vec<&'a str> {
    let named = side.get("serviceName").filter(|name| name.is_plain());
    let texts = named.map(|name| name.value.each().map(Field::text).collect());
    let texts: Option<Vec<&str>> = texts.unwrap_or_default();
    let meant = |name: &'a str| catalog::service_meant(name).unwrap_or(name.trim());
    texts.unwrap_or_default().into_iter().map(meant).collect()
}

/// A service by the name that files carry, and what it is called elsewhere: "`kms` (Key Protect)".
pub(super) fn called(name: &str) -> String {
    let title = catalog::service(name).map_or("", |service| service.title.as_str());
    if title.is_empty() { format!("`{name}`") } else { format!("`{name}` ({title})") }
}

/// Says of every service that a side may name and that is none which one is meant.
pub(super) fn unknown_services(
    policy: &AuthorizationPolicy,
    side: &Side,
    what: &str,
    found: &mut Findings,
) {
    let named = side.get("serviceName").filter(|name| name.is_plain());
    for one in named.iter().flat_map(|name| name.value.each()) {
        let name = one.text().unwrap_or_default().trim();
        // The parts of `is` have a rule of their own.
        if !is_word(name) || catalog::service(name).is_some() || name.starts_with("is.") {
            continue;
        }
        let known = |kind: &str| catalog::is_resource_types().iter().any(|known| known == kind);
        if let Some(meant) = catalog::service_meant(name) {
            let finding = found.at(policy, one, format!("there is no service `{name}`"));
            mend(finding, one, name, meant);
        } else if known(name) || catalog::resource_type_alias(name).is_some_and(known) {
            found
                .at(policy, one, format!("`{name}` is a part of {}, not a service", called("is")))
                .help("write `is`, and say with the resource type which part of it is meant");
        } else {
            found
                .at(policy, one, format!("`{name}` is none of the services that are known"))
                .help(format!(
                    "compare the name of the {what} with `ibmcloud catalog service-marketplace`"
                ))
                .at_most(Level::Info);
        }
    }
}

/// The most characters that the name of something in a VPC may have.
const LONGEST: usize = 63;

/// Judges the name of something in a VPC, which may begin with a digit or not; how bad it is to take a
/// `reserved` one differs.
pub(super) fn judge_vpc_name(
    resource: &impl Subject,
    (name, digit_first): (&Field, bool),
    reserved: Level,
    found: &mut Findings,
) {
    if let Some(problem) = name_problem(name, digit_first) {
        let finding = found.at(resource, name, problem);
        finding.help(
            "write up to 63 lowercase letters, digits and hyphens; the first one a letter, the last \
             one no hyphen",
        );
        let meant = name.text().map(|text| text.to_lowercase().replace(['_', ' '], "-"));
        if let Some(meant) = meant.filter(|meant| is_vpc_name(meant)) {
            finding.suggest(&format!("write `{meant}`"), name, &meant);
        }
    } else if name.prefix().is_some_and(|text| text.starts_with("ibm-")) {
        found
            .at(resource, name, "names that begin with `ibm-` are reserved for IBM")
            .help("begin the name with something else")
            .at_most(reserved);
    }
}

/// What is surely wrong with the name of something in a VPC, even where some of its pieces are not
/// known.
fn name_problem(name: &Field, digit_first: bool) -> Option<String> {
    let pieces = name.pieces();
    let shown: String = pieces.iter().map(|piece| piece.unwrap_or("…")).collect();
    let known = || pieces.iter().copied().flatten();
    let wrong = |problem: &str| Some(format!("the name `{shown}` {problem}"));
    if name.text() == Some("") {
        return Some("the name is empty".to_owned());
    }
    if let Some(c) = known().flat_map(str::chars).find(|c| !is_allowed(*c)) {
        return wrong(&match c {
            'A'..='Z' => "has an uppercase letter".to_owned(),
            _ if c.is_whitespace() => "has white space in it".to_owned(),
            _ => format!("has the character `{c}` in it"),
        });
    }
    let (first, last) = (pieces.first().copied().flatten(), pieces.last().copied().flatten());
    let fits = |c: char| c.is_ascii_lowercase() || (digit_first && c.is_ascii_digit());
    if first.and_then(|text| text.chars().next()).is_some_and(|c| !fits(c)) {
        return wrong("does not begin with a letter");
    }
    if last.is_some_and(|text| text.ends_with('-')) {
        return wrong("ends with a hyphen");
    }
    let length: usize = known().map(str::len).sum();
    (length > LONGEST).then(|| format!("the name `{shown}` has more than {LONGEST} characters"))
}

fn is_allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '-')
}

/// Whether it is a name that everything in a VPC takes.
fn is_vpc_name(text: &str) -> bool {
    text.len() <= LONGEST
        && text.chars().all(is_allowed)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
}

/// Whether something is surely given: also the attribute of a resource that is only known later.
pub(super) fn is_given(field: &Field) -> bool {
    let is_attribute =
        |one: &Field| one.reference().is_some_and(|it| !it.data && it.kind.starts_with("ibm_"));
    field.text() != Some("") && (field.is_set() || is_attribute(field))
}

/// Whether two fields of one resource surely name the same thing of a VPC.
pub(super) fn same_thing(one: &Field, other: &Field) -> bool {
    every_combination([one, other], |[one, other]| match (one.text(), other.text()) {
        (Some(one), Some(other)) => vpc_identity(one) == vpc_identity(other),
        _ => one.reference().is_some_and(|reference| {
            let is_one = reference.kind != "each" && !reference.rest.contains("[*]");
            is_one && Some(reference) == other.reference()
        }),
    })
}
