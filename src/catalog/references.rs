//! What the attributes of Terraform's resources and data sources are.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{find, read};

static REFERENCES: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/references.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    types: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: String,
    attributes: Vec<Attribute>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    name: String,
    #[serde(rename = "is")]
    what: What,
}

/// What a reference gives.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A CRN, of anything but a bucket.
    Crn,
    /// The CRN of a bucket.
    BucketCrn,
    /// The GUID of an instance.
    Guid,
    /// The id of an account.
    AccountId,
    /// The id of a resource group.
    ResourceGroupId,
    /// The id of a VPC.
    VpcId,
    /// The id of a subnet.
    SubnetId,
    /// The id of a security group.
    SecurityGroupId,
    /// The id of an endpoint gateway.
    GatewayId,
    /// Subnet and reserved IP with a slash between them.
    ReservedIpId,
    /// The id of a cluster.
    ClusterId,
    /// A name.
    Name,
    /// Another id, surely none of the above.
    OtherId,
}

/// What an attribute of a type is, if that is known. A data source (`data.ibm_…`) is like its resource unless it is known to differ.
pub fn what_is(kind: &str, attribute: &str) -> Option<What> {
    let entry = entry(kind).or_else(|| entry(kind.strip_prefix("data.")?))?;
    find(&entry.attributes, attribute, |known| &known.name).map(|known| known.what)
}

fn entry(kind: &str) -> Option<&'static Entry> {
    find(&REFERENCES.types, kind, |entry| &entry.kind)
}
