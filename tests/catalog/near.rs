//! What people write instead of a name leads to it, and no name leads to another.

use crate::files;
use bluelint::catalog::{self, Place};

/// Every closed set of names in which something is looked for by its likeness.
fn sets() -> Vec<(&'static str, Vec<&'static str>)> {
    let texts = |names: &'static [String]| names.iter().map(String::as_str).collect::<Vec<_>>();
    let mut sets = vec![
        ("services", catalog::services().iter().map(|service| service.name.as_str()).collect()),
        ("attributes", texts(catalog::resource_attributes())),
        ("operators", texts(catalog::operators(Place::V2Resource))),
        ("types", texts(catalog::is_resource_types())),
        ("regions", catalog::regions().iter().map(|region| region.name.as_str()).collect()),
        ("roles", catalog::roles().iter().map(|role| role.name.as_str()).collect()),
    ];
    for kind in catalog::kinds() {
        let names = catalog::schema(kind).unwrap().arguments().iter();
        sets.push((kind, names.map(|argument| argument.name.as_str()).collect()));
    }
    sets
}

#[test]
fn what_is_known_is_never_taken_for_something_else() {
    for (set, names) in sets() {
        for name in &names {
            let nearest = catalog::nearest(name, names.iter().copied());
            assert_eq!(nearest, None, "{set}: {name}");
        }
    }
    for service in catalog::services() {
        assert_eq!(catalog::service_meant(&service.name), None, "{}", service.name);
    }
    for kind in catalog::is_resource_types() {
        assert_eq!(catalog::resource_type_alias(kind), None, "{kind}");
    }
    for region in catalog::regions() {
        assert_eq!(catalog::location_meant(&region.name), None, "{}", region.name);
    }
}

#[test]
fn every_alias_leads_to_a_name_and_is_none() {
    let operators = catalog::operators(Place::V2Resource);
    let types = catalog::is_resource_types();
    let attributes = catalog::resource_attributes();
    let file = files().into_iter().find(|(name, _)| name.ends_with("attributes.json")).unwrap().1;
    for (list, known, resolve) in [
        ("attribute_aliases", attributes, catalog::attribute_alias as fn(&str) -> _),
        ("operator_aliases", operators, catalog::operator_alias),
        ("resource_type_aliases", types, catalog::resource_type_alias),
    ] {
        for alias in file[list].as_array().unwrap() {
            let (name, instead) = (alias["name"].as_str().unwrap(), alias["instead"].as_str());
            let is_known = |name: &str| known.iter().any(|one| one == name);
            assert!(!is_known(name) && instead.is_some_and(is_known), "{list}: {alias}");
            assert_eq!(resolve(name), instead, "{list}: {alias}");
        }
    }
    for alias in file["source_services"].as_array().unwrap() {
        assert!(catalog::service(alias["instead"].as_str().unwrap()).is_some(), "{alias}");
    }
}

#[test]
fn a_slip_of_the_keyboard_leads_back_or_nowhere() {
    for (set, names) in sets() {
        for name in names.iter().copied().filter(|name| name.is_ascii()) {
            for at in (0..name.len()).step_by(3) {
                let slip = format!("{}{}", &name[..at], &name[at + 1..]);
                let nearest = catalog::nearest(&slip, names.iter().copied());
                // Another name may be as near: then there is none, and never a third one.
                let right = nearest.is_none_or(|found| found == name || is_one_edit(&slip, found));
                assert!(right, "{set}: {slip} of {name} is taken for {nearest:?}");
            }
        }
    }
}

/// Whether two names are one edit apart, or alike but for case and what stands between words.
fn is_one_edit(one: &str, other: &str) -> bool {
    let (one, other) = (catalog::normalised(one), catalog::normalised(other));
    strsim::damerau_levenshtein(&one, &other) <= 1
}
