//! bluelint reads service-to-service authorization policies and endpoint gateways of IBM Cloud, in
//! JSON and Terraform, and says what would be refused, would silently not work or lets in too much.

pub mod finding;
pub mod model;
pub mod node;
pub mod parse;
pub mod source;
