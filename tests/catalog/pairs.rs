//! Pairs and roles name what the other files know.

use crate::files;
use bluelint::catalog;

#[test]
fn pairs_name_services_and_roles_that_are_offered() {
    for pair in catalog::pairs() {
        let (source, target) = (pair.source_service.as_str(), pair.target_service.as_str());
        assert!(catalog::service(source).is_some(), "{source}");
        assert!(!pair.roles.is_empty() && !pair.why.is_empty(), "{pair:?}");
        let kinds = if source == "is" { catalog::is_source_types() } else { &[] };
        let kind = &pair.source_resource_type;
        assert!(kinds.is_empty() || kinds.contains(kind), "{pair:?}");
        let kind = &pair.target_resource_type;
        let known = if target.is_empty() {
            catalog::standalone_target_types()
        } else {
            catalog::target_resource_types(target)
        };
        assert!(kind.is_empty() || known.contains(kind), "{pair:?}");
        for role in &pair.roles {
            let shared = catalog::platform_roles().contains(role);
            let offered = catalog::offers(target, role) == Some(true);
            assert!(catalog::is_role_name(role) && (shared || offered), "{role} of {target}");
        }
        assert!(!catalog::offers_no_role(target), "{target}");
    }
    assert_eq!(catalog::pairs_of("is", "backup-recovery").count(), 1);
    let delegator = "Authorization Delegator";
    assert_eq!(catalog::is_granted("databases-for-redis", "kms", delegator), Some(true));
    assert_eq!(catalog::is_granted("cloud-object-storage", "kms", delegator), Some(false));
    assert_eq!(catalog::is_granted("cloud-object-storage", "lakehouse", delegator), None);
    assert!(catalog::offers_no_role("cfaas"));
}

#[test]
fn roles_contain_roles_of_the_same_service() {
    for (service, role, other, contains) in [
        ("kms", "Editor", "Viewer", true),
        ("kms", "Viewer", "Editor", false),
        ("kms", "Manager", "Reader", true),
        ("kms", "Manager", "Viewer", false),
        ("is", "Editor", "Viewer", false),
        ("cloud-object-storage", "Reader", "Object Reader", true),
        ("server-protect", "Editor", "Viewer", false),
        ("containers-kubernetes", "Manager", "Writer", false),
    ] {
        assert_eq!(catalog::contains(service, role, other), contains, "{service}: {role}, {other}");
    }
    let file = files().into_iter().find(|(name, _)| name.ends_with("roles.json")).unwrap().1;
    for above in file["order"].as_array().unwrap() {
        for below in above["contains"].as_array().unwrap() {
            for service in below["except"].as_array().unwrap() {
                assert!(catalog::service(service.as_str().unwrap()).is_some(), "{service}");
            }
        }
    }
    for order in file["own_order"].as_array().unwrap() {
        let service = order["service"].as_str().unwrap();
        for role in order["roles"].as_array().unwrap() {
            let names = role["contains"].as_array().unwrap().iter().chain([&role["role"]]);
            for name in names.map(|name| name.as_str().unwrap()) {
                assert_eq!(catalog::offers(service, name), Some(true), "{service}: {name}");
            }
        }
    }
}
