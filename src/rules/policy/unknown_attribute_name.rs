use crate::{
    catalog,
    finding::{Finding, Findings, Level},
    model::{Attribute, AuthorizationPolicy, Field, Side, SideForm, is_account_id},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in policy.subjects.iter().filter(|side| side.form == SideForm::Attributes) {
            side.attributes.iter().for_each(|one| subject(policy, one, found));
        }
        for side in policy.targets.iter().filter(|side| side.form == SideForm::Attributes) {
            side.attributes.iter().for_each(|one| resource(policy, side, one, found));
        }
    }
}

fn subject(policy: &AuthorizationPolicy, attribute: &Attribute, found: &mut Findings) {
    let allowed: Vec<&str> = catalog::subject_attributes().iter().map(String::as_str).collect();
    for one in attribute.name.each() {
        let Some(name) = one.text().map(str::trim).filter(|name| !allowed.contains(name)) else {
            continue;
        };
        // People and their groups in a service's place have a rule of their own.
        if name.is_empty()
            || ["iamid", "accessgroupid"].contains(&catalog::normalised(name).as_str())
        {
            continue;
        }
        let message = format!("a subject has no attribute `{name}`");
        let finding = found.at(policy, one, message);
        let near = catalog::nearest_within(name, 2, allowed.iter().copied())
            .or_else(|| catalog::attribute_alias(name))
            .or_else(|| meant_by_value(attribute))
            .or_else(|| names_an_account(name));
        match near {
            Some(meant) => mend(finding, one, name, meant),
            None => {
                finding.help(format!("it may have {} only", shared::listed(&allowed, "and")));
            }
        }
    }
}

fn resource(
    policy: &AuthorizationPolicy,
    side: &Side,
    attribute: &Attribute,
    found: &mut Findings,
) {
    // Services have attributes of their own, so only of a known service is one called unknown.
    let service = side.service().filter(|service| catalog::service(service).is_some());
    let own = service.map_or(&[][..], catalog::service_attributes);
    // `is.volume` has the attributes of `is`.
    let parent = service.and_then(|service| service.split_once('.'));
    let parents = parent.map_or(&[][..], |(parent, _)| catalog::service_attributes(parent));
    let all = catalog::resource_attributes().iter().chain(own).chain(parents);
    let allowed: Vec<&str> = all.map(String::as_str).collect();
    for one in attribute.name.each() {
        let Some(name) = one.text().map(str::trim).filter(|name| !allowed.contains(name)) else {
            continue;
        };
        let near = catalog::nearest_within(name, 1, allowed.iter().copied());
        let is_title = name.contains([' ', '-']);
        // A service's own attributes, such as `instanceId` of `is`, were left out above.
        let alias = catalog::attribute_alias(name).filter(|meant| {
            ["accountId", "serviceName"].contains(meant)
                || (*meant == "serviceInstance" && service.is_some())
        });
        let account = names_an_account(name).filter(|_| service.is_some() || is_title);
        let alias = alias.or(account);
        // `KeyProtect` with the value `kms`, and no service besides.
        let names_service = side.lacks("serviceName")
            && attribute.value.text().is_some_and(|value| catalog::service(value.trim()).is_some());
        let sure = near.is_some() || is_title || alias.is_some() || names_service;
        if name.is_empty() || !(sure || service.is_some()) {
            continue;
        }
        let message = if sure {
            format!("`{name}` is not the name of an attribute")
        } else {
            format!("`{name}` is not among the attributes that are known of this service")
        };
        let finding = found.at(policy, one, message);
        finding.at_most(if sure { Level::Warning } else { Level::Info });
        let meant = near.or_else(|| catalog::attribute_alias(name)).or(alias);
        match meant.or_else(|| meant_by_value(attribute)) {
            Some(meant) => mend(finding, one, name, meant),
            None => {
                finding.help("a resource is described by accountId, serviceName, serviceInstance and the like");
            }
        }
    }
}

fn mend(finding: &mut Finding, at: &Field, name: &str, meant: &str) {
    finding.help(format!("write `{meant}`"));
    if catalog::normalised(name) == catalog::normalised(meant) {
        finding.respell("write the name of the attribute", at, meant);
    } else {
        finding.suggest("write the name of the attribute", at, meant);
    }
}

/// `KeyOwnerAccountID` and `Owner-Account` say whose account it is; the attribute says only that it
/// is one.
fn names_an_account(name: &str) -> Option<&'static str> {
    let is_word = |word: &str| word.eq_ignore_ascii_case("account");
    let titled = name.split([' ', '-', '_']).any(is_word);
    (titled || catalog::ends_as_account(name)).then_some("accountId")
}

/// What an attribute was meant to be whose name is a title, judged by its value.
fn meant_by_value(attribute: &Attribute) -> Option<&'static str> {
    let value = attribute.value.text()?.trim();
    if is_account_id(value) {
        return Some("accountId");
    }
    catalog::service(value).map(|_| "serviceName")
}
