//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`
//! and below `src/rules/`.

use crate::rule::Rule;

#[path = "identity/account_id_format.rs"]
mod account_id_format;
#[path = "identity/account_id_mistaken.rs"]
mod account_id_mistaken;
#[path = "identity/account_id_scope_prefix.rs"]
mod account_id_scope_prefix;
#[path = "identity/account_id_whitespace.rs"]
mod account_id_whitespace;
#[path = "roles/administrator_role.rs"]
mod administrator_role;
#[path = "scope/any_service_source.rs"]
mod any_service_source;
#[path = "policy/attribute_value_length.rs"]
mod attribute_value_length;
#[path = "sibling/binding_on_primary_gateway.rs"]
mod binding_on_primary_gateway;
#[path = "sibling/binding_target_not_bucket.rs"]
mod binding_target_not_bucket;
#[path = "schema/block_as_argument.rs"]
mod block_as_argument;
#[path = "gateway/closed_security_group.rs"]
mod closed_security_group;
#[path = "schema/computed_argument_set.rs"]
mod computed_argument_set;
#[path = "schema/conflicting_arguments.rs"]
mod conflicting_arguments;
#[path = "access/cross_account_support_unknown.rs"]
mod cross_account_support_unknown;
#[path = "access/cross_region_target.rs"]
mod cross_region_target;
#[path = "gateway/default_security_group.rs"]
mod default_security_group;
#[path = "roles/delegator_role.rs"]
mod delegator_role;
#[path = "schema/deprecated_argument.rs"]
mod deprecated_argument;
#[path = "access/detached_managed_policy.rs"]
mod detached_managed_policy;
#[path = "gateway/dns_api_version.rs"]
mod dns_api_version;
#[path = "gateway/dns_mode_conflict.rs"]
mod dns_mode_conflict;
#[path = "gateway/dns_mode_invalid.rs"]
mod dns_mode_invalid;
#[path = "identity/documentation_id.rs"]
mod documentation_id;
#[path = "scope/dotted_service_name.rs"]
mod dotted_service_name;
#[path = "sibling/dropped_module_key.rs"]
mod dropped_module_key;
#[path = "policy/duplicate_attribute.rs"]
mod duplicate_attribute;
#[path = "gateway/duplicate_gateway_name.rs"]
mod duplicate_gateway_name;
#[path = "gateway/duplicate_gateway_target.rs"]
mod duplicate_gateway_target;
#[path = "syntax/duplicate_json_key.rs"]
mod duplicate_json_key;
#[path = "access/duplicate_policy.rs"]
mod duplicate_policy;
#[path = "roles/duplicate_role.rs"]
mod duplicate_role;
#[path = "gateway/duplicate_security_group.rs"]
mod duplicate_security_group;
#[path = "gateway/empty_ip.rs"]
mod empty_ip;
#[path = "schema/empty_list.rs"]
mod empty_list;
#[path = "gateway/empty_security_groups.rs"]
mod empty_security_groups;
#[path = "gateway/endpoint_host_mismatch.rs"]
mod endpoint_host_mismatch;
#[path = "gateway/foreign_security_group.rs"]
mod foreign_security_group;
#[path = "gateway/foreign_subnet.rs"]
mod foreign_subnet;
#[path = "access/gateway_before_policy.rs"]
mod gateway_before_policy;
#[path = "gateway/gateway_name_invalid.rs"]
mod gateway_name_invalid;
#[path = "scope/group_and_instance.rs"]
mod group_and_instance;
#[path = "policy/iam_identity_in_authorization.rs"]
mod iam_identity_in_authorization;
#[path = "identity/identifier_whitespace.rs"]
mod identifier_whitespace;
#[path = "gateway/ignored_change.rs"]
mod ignored_change;
#[path = "gateway/inline_ips.rs"]
mod inline_ips;
#[path = "identity/instance_id_format.rs"]
mod instance_id_format;
#[path = "identity/instance_id_is_crn.rs"]
mod instance_id_is_crn;
#[path = "schema/invalid_argument_value.rs"]
mod invalid_argument_value;
#[path = "syntax/invalid_hcl.rs"]
mod invalid_hcl;
#[path = "syntax/invalid_json.rs"]
mod invalid_json;
#[path = "syntax/invisible_character.rs"]
mod invisible_character;
#[path = "gateway/ip_id_with_subnet.rs"]
mod ip_id_with_subnet;
#[path = "gateway/ip_name_invalid.rs"]
mod ip_name_invalid;
#[path = "roles/key_manager_unscoped.rs"]
mod key_manager_unscoped;
#[path = "identity/leading_zeros_lost.rs"]
mod leading_zeros_lost;
#[path = "policy/literal_wildcard.rs"]
mod literal_wildcard;
#[path = "identity/malformed_crn.rs"]
mod malformed_crn;
#[path = "roles/malformed_role_crn.rs"]
mod malformed_role_crn;
#[path = "suppression/malformed_suppression.rs"]
mod malformed_suppression;
#[path = "schema/missing_alternative.rs"]
mod missing_alternative;
#[path = "schema/missing_argument.rs"]
mod missing_argument;
#[path = "policy/missing_operator.rs"]
mod missing_operator;
#[path = "access/missing_provider_alias.rs"]
mod missing_provider_alias;
#[path = "gateway/missing_reserved_ip.rs"]
mod missing_reserved_ip;
#[path = "gateway/missing_resource_group.rs"]
mod missing_resource_group;
#[path = "gateway/missing_security_groups.rs"]
mod missing_security_groups;
#[path = "scope/missing_source_account.rs"]
mod missing_source_account;
#[path = "scope/missing_source_resource_type.rs"]
mod missing_source_resource_type;
#[path = "scope/missing_subject_account.rs"]
mod missing_subject_account;
#[path = "scope/missing_subject_service.rs"]
mod missing_subject_service;
#[path = "scope/missing_target_account.rs"]
mod missing_target_account;
#[path = "gateway/missing_target_identity.rs"]
mod missing_target_identity;
#[path = "scope/missing_target_service.rs"]
mod missing_target_service;
#[path = "roles/missing_viewer_role.rs"]
mod missing_viewer_role;
#[path = "schema/mixed_policy_formats.rs"]
mod mixed_policy_formats;
mod need;
#[path = "policy/not_allowed.rs"]
mod not_allowed;
#[path = "gateway/open_security_group.rs"]
mod open_security_group;
#[path = "policy/operator_not_allowed.rs"]
mod operator_not_allowed;
mod passing;
mod paste;
#[path = "syntax/placeholder_value.rs"]
mod placeholder_value;
#[path = "access/policy_in_wrong_account.rs"]
mod policy_in_wrong_account;
#[path = "access/policy_misses_target.rs"]
mod policy_misses_target;
mod policy_text;
#[path = "policy/policy_type_not_authorization.rs"]
mod policy_type_not_authorization;
#[path = "sibling/private_path_load_balancer.rs"]
mod private_path_load_balancer;
#[path = "sibling/private_path_open.rs"]
mod private_path_open;
#[path = "sibling/private_path_unpublished.rs"]
mod private_path_unpublished;
#[path = "syntax/quoted_reference.rs"]
mod quoted_reference;
#[path = "roles/redundant_role.rs"]
mod redundant_role;
#[path = "sibling/reserved_ip_auto_delete.rs"]
mod reserved_ip_auto_delete;
#[path = "sibling/reserved_ip_bound_twice.rs"]
mod reserved_ip_bound_twice;
#[path = "sibling/reserved_ip_composite_id.rs"]
mod reserved_ip_composite_id;
#[path = "identity/resource_group_id_format.rs"]
mod resource_group_id_format;
#[path = "scope/resource_is_crn.rs"]
mod resource_is_crn;
#[path = "scope/resource_without_type.rs"]
mod resource_without_type;
#[path = "roles/role_broader_than_viewer.rs"]
mod role_broader_than_viewer;
#[path = "roles/role_crn_kind.rs"]
mod role_crn_kind;
#[path = "roles/role_crn_service.rs"]
mod role_crn_service;
#[path = "roles/role_name_form.rs"]
mod role_name_form;
#[path = "roles/role_none.rs"]
mod role_none;
#[path = "roles/role_not_offered.rs"]
mod role_not_offered;
#[path = "roles/roles_in_one_string.rs"]
mod roles_in_one_string;
#[path = "access/same_account_policy.rs"]
mod same_account_policy;
#[path = "sibling/security_group_target_id.rs"]
mod security_group_target_id;
#[path = "gateway/security_groups_managed_twice.rs"]
mod security_groups_managed_twice;
#[path = "gateway/several_ips_in_zone.rs"]
mod several_ips_in_zone;
#[path = "policy/several_subjects_or_resources.rs"]
mod several_subjects_or_resources;
mod shared;
#[path = "gateway/single_site_target.rs"]
mod single_site_target;
#[path = "policy/string_exists_value.rs"]
mod string_exists_value;
#[path = "access/subsumed_policy.rs"]
mod subsumed_policy;
#[path = "access/swapped_accounts.rs"]
mod swapped_accounts;
#[path = "gateway/target_crn_and_name.rs"]
mod target_crn_and_name;
#[path = "gateway/target_crn_shape.rs"]
mod target_crn_shape;
#[path = "gateway/target_identity_mismatch.rs"]
mod target_identity_mismatch;
#[path = "gateway/target_resource_type_invalid.rs"]
mod target_resource_type_invalid;
#[path = "gateway/target_type_contradicts_crn.rs"]
mod target_type_contradicts_crn;
#[path = "schema/too_many_blocks.rs"]
mod too_many_blocks;
#[path = "gateway/too_many_security_groups.rs"]
mod too_many_security_groups;
#[path = "roles/unauthorizable_pair.rs"]
mod unauthorizable_pair;
#[path = "access/unauthorized_foreign_gateway.rs"]
mod unauthorized_foreign_gateway;
mod undecided;
#[path = "schema/unknown_argument.rs"]
mod unknown_argument;
#[path = "policy/unknown_attribute_name.rs"]
mod unknown_attribute_name;
#[path = "identity/unknown_crn_location.rs"]
mod unknown_crn_location;
#[path = "gateway/unknown_infrastructure_target.rs"]
mod unknown_infrastructure_target;
#[path = "scope/unknown_source_resource_type.rs"]
mod unknown_source_resource_type;
#[path = "scope/unknown_source_service.rs"]
mod unknown_source_service;
#[path = "scope/unknown_target_region.rs"]
mod unknown_target_region;
#[path = "scope/unknown_target_service.rs"]
mod unknown_target_service;
#[path = "scope/unscoped_target.rs"]
mod unscoped_target;
#[path = "suppression/unused_suppression.rs"]
mod unused_suppression;
#[path = "identity/vpc_resource_id_format.rs"]
mod vpc_resource_id_format;
#[path = "scope/vpc_target_attribute.rs"]
mod vpc_target_attribute;
mod waiting;
#[path = "schema/wrong_argument_type.rs"]
mod wrong_argument_type;
#[path = "scope/wrong_target_resource_type.rs"]
mod wrong_target_resource_type;

/// All rules, sorted by name.
#[rustfmt::skip] // one line each, so that parallel branches merge
pub static RULES: &[Rule] = &[
    Rule { name: "account-id-format", group: "identity", page: include_str!("../../rules/account-id-format.md"), check: account_id_format::check },
    Rule { name: "account-id-mistaken", group: "identity", page: include_str!("../../rules/account-id-mistaken.md"), check: account_id_mistaken::check },
    Rule { name: "account-id-scope-prefix", group: "identity", page: include_str!("../../rules/account-id-scope-prefix.md"), check: account_id_scope_prefix::check },
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: account_id_whitespace::check },
    Rule { name: "administrator-role", group: "roles", page: include_str!("../../rules/administrator-role.md"), check: administrator_role::check },
    Rule { name: "any-service-source", group: "scope", page: include_str!("../../rules/any-service-source.md"), check: any_service_source::check },
    Rule { name: "attribute-value-length", group: "policy", page: include_str!("../../rules/attribute-value-length.md"), check: attribute_value_length::check },
    Rule { name: "binding-on-primary-gateway", group: "sibling", page: include_str!("../../rules/binding-on-primary-gateway.md"), check: binding_on_primary_gateway::check },
    Rule { name: "binding-target-not-bucket", group: "sibling", page: include_str!("../../rules/binding-target-not-bucket.md"), check: binding_target_not_bucket::check },
    Rule { name: "block-as-argument", group: "schema", page: include_str!("../../rules/block-as-argument.md"), check: block_as_argument::check },
    Rule { name: "closed-security-group", group: "gateway", page: include_str!("../../rules/closed-security-group.md"), check: closed_security_group::check },
    Rule { name: "computed-argument-set", group: "schema", page: include_str!("../../rules/computed-argument-set.md"), check: computed_argument_set::check },
    Rule { name: "conflicting-arguments", group: "schema", page: include_str!("../../rules/conflicting-arguments.md"), check: conflicting_arguments::check },
    Rule { name: "cross-account-support-unknown", group: "access", page: include_str!("../../rules/cross-account-support-unknown.md"), check: cross_account_support_unknown::check },
    Rule { name: "cross-region-target", group: "access", page: include_str!("../../rules/cross-region-target.md"), check: cross_region_target::check },
    Rule { name: "default-security-group", group: "gateway", page: include_str!("../../rules/default-security-group.md"), check: default_security_group::check },
    Rule { name: "delegator-role", group: "roles", page: include_str!("../../rules/delegator-role.md"), check: delegator_role::check },
    Rule { name: "deprecated-argument", group: "schema", page: include_str!("../../rules/deprecated-argument.md"), check: deprecated_argument::check },
    Rule { name: "detached-managed-policy", group: "access", page: include_str!("../../rules/detached-managed-policy.md"), check: detached_managed_policy::check },
    Rule { name: "dns-api-version", group: "gateway", page: include_str!("../../rules/dns-api-version.md"), check: dns_api_version::check },
    Rule { name: "dns-mode-conflict", group: "gateway", page: include_str!("../../rules/dns-mode-conflict.md"), check: dns_mode_conflict::check },
    Rule { name: "dns-mode-invalid", group: "gateway", page: include_str!("../../rules/dns-mode-invalid.md"), check: dns_mode_invalid::check },
    Rule { name: "documentation-id", group: "identity", page: include_str!("../../rules/documentation-id.md"), check: documentation_id::check },
    Rule { name: "dotted-service-name", group: "scope", page: include_str!("../../rules/dotted-service-name.md"), check: dotted_service_name::check },
    Rule { name: "dropped-module-key", group: "sibling", page: include_str!("../../rules/dropped-module-key.md"), check: dropped_module_key::check },
    Rule { name: "duplicate-attribute", group: "policy", page: include_str!("../../rules/duplicate-attribute.md"), check: duplicate_attribute::check },
    Rule { name: "duplicate-gateway-name", group: "gateway", page: include_str!("../../rules/duplicate-gateway-name.md"), check: duplicate_gateway_name::check },
    Rule { name: "duplicate-gateway-target", group: "gateway", page: include_str!("../../rules/duplicate-gateway-target.md"), check: duplicate_gateway_target::check },
    Rule { name: "duplicate-json-key", group: "syntax", page: include_str!("../../rules/duplicate-json-key.md"), check: duplicate_json_key::check },
    Rule { name: "duplicate-policy", group: "access", page: include_str!("../../rules/duplicate-policy.md"), check: duplicate_policy::check },
    Rule { name: "duplicate-role", group: "roles", page: include_str!("../../rules/duplicate-role.md"), check: duplicate_role::check },
    Rule { name: "duplicate-security-group", group: "gateway", page: include_str!("../../rules/duplicate-security-group.md"), check: duplicate_security_group::check },
    Rule { name: "empty-ip", group: "gateway", page: include_str!("../../rules/empty-ip.md"), check: empty_ip::check },
    Rule { name: "empty-list", group: "schema", page: include_str!("../../rules/empty-list.md"), check: empty_list::check },
    Rule { name: "empty-security-groups", group: "gateway", page: include_str!("../../rules/empty-security-groups.md"), check: empty_security_groups::check },
    Rule { name: "endpoint-host-mismatch", group: "gateway", page: include_str!("../../rules/endpoint-host-mismatch.md"), check: endpoint_host_mismatch::check },
    Rule { name: "foreign-security-group", group: "gateway", page: include_str!("../../rules/foreign-security-group.md"), check: foreign_security_group::check },
    Rule { name: "foreign-subnet", group: "gateway", page: include_str!("../../rules/foreign-subnet.md"), check: foreign_subnet::check },
    Rule { name: "gateway-before-policy", group: "access", page: include_str!("../../rules/gateway-before-policy.md"), check: gateway_before_policy::check },
    Rule { name: "gateway-name-invalid", group: "gateway", page: include_str!("../../rules/gateway-name-invalid.md"), check: gateway_name_invalid::check },
    Rule { name: "group-and-instance", group: "scope", page: include_str!("../../rules/group-and-instance.md"), check: group_and_instance::check },
    Rule { name: "iam-identity-in-authorization", group: "policy", page: include_str!("../../rules/iam-identity-in-authorization.md"), check: iam_identity_in_authorization::check },
    Rule { name: "identifier-whitespace", group: "identity", page: include_str!("../../rules/identifier-whitespace.md"), check: identifier_whitespace::check },
    Rule { name: "ignored-change", group: "gateway", page: include_str!("../../rules/ignored-change.md"), check: ignored_change::check },
    Rule { name: "inline-ips", group: "gateway", page: include_str!("../../rules/inline-ips.md"), check: inline_ips::check },
    Rule { name: "instance-id-format", group: "identity", page: include_str!("../../rules/instance-id-format.md"), check: instance_id_format::check },
    Rule { name: "instance-id-is-crn", group: "identity", page: include_str!("../../rules/instance-id-is-crn.md"), check: instance_id_is_crn::check },
    Rule { name: "invalid-argument-value", group: "schema", page: include_str!("../../rules/invalid-argument-value.md"), check: invalid_argument_value::check },
    Rule { name: "invalid-hcl", group: "syntax", page: include_str!("../../rules/invalid-hcl.md"), check: invalid_hcl::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: invalid_json::check },
    Rule { name: "invisible-character", group: "syntax", page: include_str!("../../rules/invisible-character.md"), check: invisible_character::check },
    Rule { name: "ip-id-with-subnet", group: "gateway", page: include_str!("../../rules/ip-id-with-subnet.md"), check: ip_id_with_subnet::check },
    Rule { name: "ip-name-invalid", group: "gateway", page: include_str!("../../rules/ip-name-invalid.md"), check: ip_name_invalid::check },
    Rule { name: "key-manager-unscoped", group: "roles", page: include_str!("../../rules/key-manager-unscoped.md"), check: key_manager_unscoped::check },
    Rule { name: "leading-zeros-lost", group: "identity", page: include_str!("../../rules/leading-zeros-lost.md"), check: leading_zeros_lost::check },
    Rule { name: "literal-wildcard", group: "policy", page: include_str!("../../rules/literal-wildcard.md"), check: literal_wildcard::check },
    Rule { name: "malformed-crn", group: "identity", page: include_str!("../../rules/malformed-crn.md"), check: malformed_crn::check },
    Rule { name: "malformed-role-crn", group: "roles", page: include_str!("../../rules/malformed-role-crn.md"), check: malformed_role_crn::check },
    Rule { name: "malformed-suppression", group: "suppression", page: include_str!("../../rules/malformed-suppression.md"), check: malformed_suppression::check },
    Rule { name: "missing-alternative", group: "schema", page: include_str!("../../rules/missing-alternative.md"), check: missing_alternative::check },
    Rule { name: "missing-argument", group: "schema", page: include_str!("../../rules/missing-argument.md"), check: missing_argument::check },
    Rule { name: "missing-operator", group: "policy", page: include_str!("../../rules/missing-operator.md"), check: missing_operator::check },
    Rule { name: "missing-provider-alias", group: "access", page: include_str!("../../rules/missing-provider-alias.md"), check: missing_provider_alias::check },
    Rule { name: "missing-reserved-ip", group: "gateway", page: include_str!("../../rules/missing-reserved-ip.md"), check: missing_reserved_ip::check },
    Rule { name: "missing-resource-group", group: "gateway", page: include_str!("../../rules/missing-resource-group.md"), check: missing_resource_group::check },
    Rule { name: "missing-security-groups", group: "gateway", page: include_str!("../../rules/missing-security-groups.md"), check: missing_security_groups::check },
    Rule { name: "missing-source-account", group: "scope", page: include_str!("../../rules/missing-source-account.md"), check: missing_source_account::check },
    Rule { name: "missing-source-resource-type", group: "scope", page: include_str!("../../rules/missing-source-resource-type.md"), check: missing_source_resource_type::check },
    Rule { name: "missing-subject-account", group: "scope", page: include_str!("../../rules/missing-subject-account.md"), check: missing_subject_account::check },
    Rule { name: "missing-subject-service", group: "scope", page: include_str!("../../rules/missing-subject-service.md"), check: missing_subject_service::check },
    Rule { name: "missing-target-account", group: "scope", page: include_str!("../../rules/missing-target-account.md"), check: missing_target_account::check },
    Rule { name: "missing-target-identity", group: "gateway", page: include_str!("../../rules/missing-target-identity.md"), check: missing_target_identity::check },
    Rule { name: "missing-target-service", group: "scope", page: include_str!("../../rules/missing-target-service.md"), check: missing_target_service::check },
    Rule { name: "missing-viewer-role", group: "roles", page: include_str!("../../rules/missing-viewer-role.md"), check: missing_viewer_role::check },
    Rule { name: "mixed-policy-formats", group: "schema", page: include_str!("../../rules/mixed-policy-formats.md"), check: mixed_policy_formats::check },
    Rule { name: "not-allowed", group: "policy", page: include_str!("../../rules/not-allowed.md"), check: not_allowed::check },
    Rule { name: "open-security-group", group: "gateway", page: include_str!("../../rules/open-security-group.md"), check: open_security_group::check },
    Rule { name: "operator-not-allowed", group: "policy", page: include_str!("../../rules/operator-not-allowed.md"), check: operator_not_allowed::check },
    Rule { name: "placeholder-value", group: "syntax", page: include_str!("../../rules/placeholder-value.md"), check: placeholder_value::check },
    Rule { name: "policy-in-wrong-account", group: "access", page: include_str!("../../rules/policy-in-wrong-account.md"), check: policy_in_wrong_account::check },
    Rule { name: "policy-misses-target", group: "access", page: include_str!("../../rules/policy-misses-target.md"), check: policy_misses_target::check },
    Rule { name: "policy-type-not-authorization", group: "policy", page: include_str!("../../rules/policy-type-not-authorization.md"), check: policy_type_not_authorization::check },
    Rule { name: "private-path-load-balancer", group: "sibling", page: include_str!("../../rules/private-path-load-balancer.md"), check: private_path_load_balancer::check },
    Rule { name: "private-path-open", group: "sibling", page: include_str!("../../rules/private-path-open.md"), check: private_path_open::check },
    Rule { name: "private-path-unpublished", group: "sibling", page: include_str!("../../rules/private-path-unpublished.md"), check: private_path_unpublished::check },
    Rule { name: "quoted-reference", group: "syntax", page: include_str!("../../rules/quoted-reference.md"), check: quoted_reference::check },
    Rule { name: "redundant-role", group: "roles", page: include_str!("../../rules/redundant-role.md"), check: redundant_role::check },
    Rule { name: "reserved-ip-auto-delete", group: "sibling", page: include_str!("../../rules/reserved-ip-auto-delete.md"), check: reserved_ip_auto_delete::check },
    Rule { name: "reserved-ip-bound-twice", group: "sibling", page: include_str!("../../rules/reserved-ip-bound-twice.md"), check: reserved_ip_bound_twice::check },
    Rule { name: "reserved-ip-composite-id", group: "sibling", page: include_str!("../../rules/reserved-ip-composite-id.md"), check: reserved_ip_composite_id::check },
    Rule { name: "resource-group-id-format", group: "identity", page: include_str!("../../rules/resource-group-id-format.md"), check: resource_group_id_format::check },
    Rule { name: "resource-is-crn", group: "scope", page: include_str!("../../rules/resource-is-crn.md"), check: resource_is_crn::check },
    Rule { name: "resource-without-type", group: "scope", page: include_str!("../../rules/resource-without-type.md"), check: resource_without_type::check },
    Rule { name: "role-broader-than-viewer", group: "roles", page: include_str!("../../rules/role-broader-than-viewer.md"), check: role_broader_than_viewer::check },
    Rule { name: "role-crn-kind", group: "roles", page: include_str!("../../rules/role-crn-kind.md"), check: role_crn_kind::check },
    Rule { name: "role-crn-service", group: "roles", page: include_str!("../../rules/role-crn-service.md"), check: role_crn_service::check },
    Rule { name: "role-name-form", group: "roles", page: include_str!("../../rules/role-name-form.md"), check: role_name_form::check },
    Rule { name: "role-none", group: "roles", page: include_str!("../../rules/role-none.md"), check: role_none::check },
    Rule { name: "role-not-offered", group: "roles", page: include_str!("../../rules/role-not-offered.md"), check: role_not_offered::check },
    Rule { name: "roles-in-one-string", group: "roles", page: include_str!("../../rules/roles-in-one-string.md"), check: roles_in_one_string::check },
    Rule { name: "same-account-policy", group: "access", page: include_str!("../../rules/same-account-policy.md"), check: same_account_policy::check },
    Rule { name: "security-group-target-id", group: "sibling", page: include_str!("../../rules/security-group-target-id.md"), check: security_group_target_id::check },
    Rule { name: "security-groups-managed-twice", group: "gateway", page: include_str!("../../rules/security-groups-managed-twice.md"), check: security_groups_managed_twice::check },
    Rule { name: "several-ips-in-zone", group: "gateway", page: include_str!("../../rules/several-ips-in-zone.md"), check: several_ips_in_zone::check },
    Rule { name: "several-subjects-or-resources", group: "policy", page: include_str!("../../rules/several-subjects-or-resources.md"), check: several_subjects_or_resources::check },
    Rule { name: "single-site-target", group: "gateway", page: include_str!("../../rules/single-site-target.md"), check: single_site_target::check },
    Rule { name: "string-exists-value", group: "policy", page: include_str!("../../rules/string-exists-value.md"), check: string_exists_value::check },
    Rule { name: "subsumed-policy", group: "access", page: include_str!("../../rules/subsumed-policy.md"), check: subsumed_policy::check },
    Rule { name: "swapped-accounts", group: "access", page: include_str!("../../rules/swapped-accounts.md"), check: swapped_accounts::check },
    Rule { name: "target-crn-and-name", group: "gateway", page: include_str!("../../rules/target-crn-and-name.md"), check: target_crn_and_name::check },
    Rule { name: "target-crn-shape", group: "gateway", page: include_str!("../../rules/target-crn-shape.md"), check: target_crn_shape::check },
    Rule { name: "target-identity-mismatch", group: "gateway", page: include_str!("../../rules/target-identity-mismatch.md"), check: target_identity_mismatch::check },
    Rule { name: "target-resource-type-invalid", group: "gateway", page: include_str!("../../rules/target-resource-type-invalid.md"), check: target_resource_type_invalid::check },
    Rule { name: "target-type-contradicts-crn", group: "gateway", page: include_str!("../../rules/target-type-contradicts-crn.md"), check: target_type_contradicts_crn::check },
    Rule { name: "too-many-blocks", group: "schema", page: include_str!("../../rules/too-many-blocks.md"), check: too_many_blocks::check },
    Rule { name: "too-many-security-groups", group: "gateway", page: include_str!("../../rules/too-many-security-groups.md"), check: too_many_security_groups::check },
    Rule { name: "unauthorizable-pair", group: "roles", page: include_str!("../../rules/unauthorizable-pair.md"), check: unauthorizable_pair::check },
    Rule { name: "unauthorized-foreign-gateway", group: "access", page: include_str!("../../rules/unauthorized-foreign-gateway.md"), check: unauthorized_foreign_gateway::check },
    Rule { name: "unknown-argument", group: "schema", page: include_str!("../../rules/unknown-argument.md"), check: unknown_argument::check },
    Rule { name: "unknown-attribute-name", group: "policy", page: include_str!("../../rules/unknown-attribute-name.md"), check: unknown_attribute_name::check },
    Rule { name: "unknown-crn-location", group: "identity", page: include_str!("../../rules/unknown-crn-location.md"), check: unknown_crn_location::check },
    Rule { name: "unknown-infrastructure-target", group: "gateway", page: include_str!("../../rules/unknown-infrastructure-target.md"), check: unknown_infrastructure_target::check },
    Rule { name: "unknown-source-resource-type", group: "scope", page: include_str!("../../rules/unknown-source-resource-type.md"), check: unknown_source_resource_type::check },
    Rule { name: "unknown-source-service", group: "scope", page: include_str!("../../rules/unknown-source-service.md"), check: unknown_source_service::check },
    Rule { name: "unknown-target-region", group: "scope", page: include_str!("../../rules/unknown-target-region.md"), check: unknown_target_region::check },
    Rule { name: "unknown-target-service", group: "scope", page: include_str!("../../rules/unknown-target-service.md"), check: unknown_target_service::check },
    Rule { name: "unscoped-target", group: "scope", page: include_str!("../../rules/unscoped-target.md"), check: unscoped_target::check },
    Rule { name: "unused-suppression", group: "suppression", page: include_str!("../../rules/unused-suppression.md"), check: unused_suppression::check },
    Rule { name: "vpc-resource-id-format", group: "identity", page: include_str!("../../rules/vpc-resource-id-format.md"), check: vpc_resource_id_format::check },
    Rule { name: "vpc-target-attribute", group: "scope", page: include_str!("../../rules/vpc-target-attribute.md"), check: vpc_target_attribute::check },
    Rule { name: "wrong-argument-type", group: "schema", page: include_str!("../../rules/wrong-argument-type.md"), check: wrong_argument_type::check },
    Rule { name: "wrong-target-resource-type", group: "scope", page: include_str!("../../rules/wrong-target-resource-type.md"), check: wrong_target_resource_type::check },
];
