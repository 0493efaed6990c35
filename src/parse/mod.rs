//! Text -> trees, one file per language. Parsing never fails: it reports what is wrong and goes on.

pub mod hcl;
pub mod json;
mod repair;
pub mod terraform_json;
pub mod tree;
