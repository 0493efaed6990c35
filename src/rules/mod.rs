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
#[path = "schema/block_as_argument.rs"]
mod block_as_argument;
#[path = "schema/computed_argument_set.rs"]
mod computed_argument_set;
#[path = "schema/conflicting_arguments.rs"]
mod conflicting_arguments;
#[path = "roles/delegator_role.rs"]
mod delegator_role;
#[path = "schema/deprecated_argument.rs"]
mod deprecated_argument;
#[path = "gateway/dns_mode_invalid.rs"]
mod dns_mode_invalid;
#[path = "identity/documentation_id.rs"]
mod documentation_id;
#[path = "scope/dotted_service_name.rs"]
mod dotted_service_name;
#[path = "policy/duplicate_attribute.rs"]
mod duplicate_attribute;
#[path = "syntax/duplicate_json_key.rs"]
mod duplicate_json_key;
#[path = "roles/duplicate_role.rs"]
mod duplicate_role;
#[path = "schema/empty_list.rs"]
mod empty_list;
#[path = "gateway/empty_security_groups.rs"]
mod empty_security_groups;
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
#[path = "schema/missing_alternative.rs"]
mod missing_alternative;
#[path = "schema/missing_argument.rs"]
mod missing_argument;
#[path = "policy/missing_operator.rs"]
mod missing_operator;
#[path = "gateway/missing_security_groups.rs"]
mod missing_security_groups;
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
#[path = "policy/not_allowed.rs"]
mod not_allowed;
#[path = "policy/operator_not_allowed.rs"]
mod operator_not_allowed;
#[path = "syntax/placeholder_value.rs"]
mod placeholder_value;
#[path = "policy/policy_type_not_authorization.rs"]
mod policy_type_not_authorization;
#[path = "syntax/quoted_reference.rs"]
mod quoted_reference;
#[path = "roles/redundant_role.rs"]
mod redundant_role;
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
#[path = "policy/several_subjects_or_resources.rs"]
mod several_subjects_or_resources;
mod shared;
#[path = "policy/string_exists_value.rs"]
mod string_exists_value;
#[path = "gateway/target_identity_mismatch.rs"]
mod target_identity_mismatch;
#[path = "gateway/target_resource_type_invalid.rs"]
mod target_resource_type_invalid;
#[path = "gateway/target_type_contradicts_crn.rs"]
mod target_type_contradicts_crn;
#[path = "schema/too_many_blocks.rs"]
mod too_many_blocks;
#[path = "roles/unauthorizable_pair.rs"]
mod unauthorizable_pair;
#[path = "schema/unknown_argument.rs"]
mod unknown_argument;
#[path = "policy/unknown_attribute_name.rs"]
mod unknown_attribute_name;
#[path = "identity/unknown_crn_location.rs"]
mod unknown_crn_location;
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
#[path = "identity/vpc_resource_id_format.rs"]
mod vpc_resource_id_format;
#[path = "scope/vpc_target_attribute.rs"]
mod vpc_target_attribute;
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
    Rule { name: "block-as-argument", group: "schema", page: include_str!("../../rules/block-as-argument.md"), check: block_as_argument::check },
    Rule { name: "computed-argument-set", group: "schema", page: include_str!("../../rules/computed-argument-set.md"), check: computed_argument_set::check },
    Rule { name: "conflicting-arguments", group: "schema", page: include_str!("../../rules/conflicting-arguments.md"), check: conflicting_arguments::check },
    Rule { name: "delegator-role", group: "roles", page: include_str!("../../rules/delegator-role.md"), check: delegator_role::check },
    Rule { name: "deprecated-argument", group: "schema", page: include_str!("../../rules/deprecated-argument.md"), check: deprecated_argument::check },
    Rule { name: "dns-mode-invalid", group: "gateway", page: include_str!("../../rules/dns-mode-invalid.md"), check: dns_mode_invalid::check },
    Rule { name: "documentation-id", group: "identity", page: include_str!("../../rules/documentation-id.md"), check: documentation_id::check },
    Rule { name: "dotted-service-name", group: "scope", page: include_str!("../../rules/dotted-service-name.md"), check: dotted_service_name::check },
    Rule { name: "duplicate-attribute", group: "policy", page: include_str!("../../rules/duplicate-attribute.md"), check: duplicate_attribute::check },
    Rule { name: "duplicate-json-key", group: "syntax", page: include_str!("../../rules/duplicate-json-key.md"), check: duplicate_json_key::check },
    Rule { name: "duplicate-role", group: "roles", page: include_str!("../../rules/duplicate-role.md"), check: duplicate_role::check },
    Rule { name: "empty-list", group: "schema", page: include_str!("../../rules/empty-list.md"), check: empty_list::check },
    Rule { name: "empty-security-groups", group: "gateway", page: include_str!("../../rules/empty-security-groups.md"), check: empty_security_groups::check },
    Rule { name: "gateway-name-invalid", group: "gateway", page: include_str!("../../rules/gateway-name-invalid.md"), check: gateway_name_invalid::check },
    Rule { name: "group-and-instance", group: "scope", page: include_str!("../../rules/group-and-instance.md"), check: group_and_instance::check },
    Rule { name: "iam-identity-in-authorization", group: "policy", page: include_str!("../../rules/iam-identity-in-authorization.md"), check: iam_identity_in_authorization::check },
    Rule { name: "identifier-whitespace", group: "identity", page: include_str!("../../rules/identifier-whitespace.md"), check: identifier_whitespace::check },
    Rule { name: "ignored-change", group: "gateway", page: include_str!("../../rules/ignored-change.md"), check: ignored_change::check },
    Rule { name: "instance-id-format", group: "identity", page: include_str!("../../rules/instance-id-format.md"), check: instance_id_format::check },
    Rule { name: "instance-id-is-crn", group: "identity", page: include_str!("../../rules/instance-id-is-crn.md"), check: instance_id_is_crn::check },
    Rule { name: "invalid-argument-value", group: "schema", page: include_str!("../../rules/invalid-argument-value.md"), check: invalid_argument_value::check },
    Rule { name: "invalid-hcl", group: "syntax", page: include_str!("../../rules/invalid-hcl.md"), check: invalid_hcl::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: invalid_json::check },
    Rule { name: "invisible-character", group: "syntax", page: include_str!("../../rules/invisible-character.md"), check: invisible_character::check },
    Rule { name: "key-manager-unscoped", group: "roles", page: include_str!("../../rules/key-manager-unscoped.md"), check: key_manager_unscoped::check },
    Rule { name: "leading-zeros-lost", group: "identity", page: include_str!("../../rules/leading-zeros-lost.md"), check: leading_zeros_lost::check },
    Rule { name: "literal-wildcard", group: "policy", page: include_str!("../../rules/literal-wildcard.md"), check: literal_wildcard::check },
    Rule { name: "malformed-crn", group: "identity", page: include_str!("../../rules/malformed-crn.md"), check: malformed_crn::check },
    Rule { name: "malformed-role-crn", group: "roles", page: include_str!("../../rules/malformed-role-crn.md"), check: malformed_role_crn::check },
    Rule { name: "missing-alternative", group: "schema", page: include_str!("../../rules/missing-alternative.md"), check: missing_alternative::check },
    Rule { name: "missing-argument", group: "schema", page: include_str!("../../rules/missing-argument.md"), check: missing_argument::check },
    Rule { name: "missing-operator", group: "policy", page: include_str!("../../rules/missing-operator.md"), check: missing_operator::check },
    Rule { name: "missing-security-groups", group: "gateway", page: include_str!("../../rules/missing-security-groups.md"), check: missing_security_groups::check },
    Rule { name: "missing-source-resource-type", group: "scope", page: include_str!("../../rules/missing-source-resource-type.md"), check: missing_source_resource_type::check },
    Rule { name: "missing-subject-account", group: "scope", page: include_str!("../../rules/missing-subject-account.md"), check: missing_subject_account::check },
    Rule { name: "missing-subject-service", group: "scope", page: include_str!("../../rules/missing-subject-service.md"), check: missing_subject_service::check },
    Rule { name: "missing-target-account", group: "scope", page: include_str!("../../rules/missing-target-account.md"), check: missing_target_account::check },
    Rule { name: "missing-target-identity", group: "gateway", page: include_str!("../../rules/missing-target-identity.md"), check: missing_target_identity::check },
    Rule { name: "missing-target-service", group: "scope", page: include_str!("../../rules/missing-target-service.md"), check: missing_target_service::check },
    Rule { name: "missing-viewer-role", group: "roles", page: include_str!("../../rules/missing-viewer-role.md"), check: missing_viewer_role::check },
    Rule { name: "mixed-policy-formats", group: "schema", page: include_str!("../../rules/mixed-policy-formats.md"), check: mixed_policy_formats::check },
    Rule { name: "not-allowed", group: "policy", page: include_str!("../../rules/not-allowed.md"), check: not_allowed::check },
    Rule { name: "operator-not-allowed", group: "policy", page: include_str!("../../rules/operator-not-allowed.md"), check: operator_not_allowed::check },
    Rule { name: "placeholder-value", group: "syntax", page: include_str!("../../rules/placeholder-value.md"), check: placeholder_value::check },
    Rule { name: "policy-type-not-authorization", group: "policy", page: include_str!("../../rules/policy-type-not-authorization.md"), check: policy_type_not_authorization::check },
    Rule { name: "quoted-reference", group: "syntax", page: include_str!("../../rules/quoted-reference.md"), check: quoted_reference::check },
    Rule { name: "redundant-role", group: "roles", page: include_str!("../../rules/redundant-role.md"), check: redundant_role::check },
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
    Rule { name: "several-subjects-or-resources", group: "policy", page: include_str!("../../rules/several-subjects-or-resources.md"), check: several_subjects_or_resources::check },
    Rule { name: "string-exists-value", group: "policy", page: include_str!("../../rules/string-exists-value.md"), check: string_exists_value::check },
    Rule { name: "target-identity-mismatch", group: "gateway", page: include_str!("../../rules/target-identity-mismatch.md"), check: target_identity_mismatch::check },
    Rule { name: "target-resource-type-invalid", group: "gateway", page: include_str!("../../rules/target-resource-type-invalid.md"), check: target_resource_type_invalid::check },
    Rule { name: "target-type-contradicts-crn", group: "gateway", page: include_str!("../../rules/target-type-contradicts-crn.md"), check: target_type_contradicts_crn::check },
    Rule { name: "too-many-blocks", group: "schema", page: include_str!("../../rules/too-many-blocks.md"), check: too_many_blocks::check },
    Rule { name: "unauthorizable-pair", group: "roles", page: include_str!("../../rules/unauthorizable-pair.md"), check: unauthorizable_pair::check },
    Rule { name: "unknown-argument", group: "schema", page: include_str!("../../rules/unknown-argument.md"), check: unknown_argument::check },
    Rule { name: "unknown-attribute-name", group: "policy", page: include_str!("../../rules/unknown-attribute-name.md"), check: unknown_attribute_name::check },
    Rule { name: "unknown-crn-location", group: "identity", page: include_str!("../../rules/unknown-crn-location.md"), check: unknown_crn_location::check },
    Rule { name: "unknown-source-resource-type", group: "scope", page: include_str!("../../rules/unknown-source-resource-type.md"), check: unknown_source_resource_type::check },
    Rule { name: "unknown-source-service", group: "scope", page: include_str!("../../rules/unknown-source-service.md"), check: unknown_source_service::check },
    Rule { name: "unknown-target-region", group: "scope", page: include_str!("../../rules/unknown-target-region.md"), check: unknown_target_region::check },
    Rule { name: "unknown-target-service", group: "scope", page: include_str!("../../rules/unknown-target-service.md"), check: unknown_target_service::check },
    Rule { name: "unscoped-target", group: "scope", page: include_str!("../../rules/unscoped-target.md"), check: unscoped_target::check },
    Rule { name: "vpc-resource-id-format", group: "identity", page: include_str!("../../rules/vpc-resource-id-format.md"), check: vpc_resource_id_format::check },
    Rule { name: "vpc-target-attribute", group: "scope", page: include_str!("../../rules/vpc-target-attribute.md"), check: vpc_target_attribute::check },
    Rule { name: "wrong-argument-type", group: "schema", page: include_str!("../../rules/wrong-argument-type.md"), check: wrong_argument_type::check },
    Rule { name: "wrong-target-resource-type", group: "scope", page: include_str!("../../rules/wrong-target-resource-type.md"), check: wrong_target_resource_type::check },
];
