//! Nodes -> model: what each vocabulary means. One file for each.

pub mod document;
mod gateway_api;
mod members;
pub mod plan;
mod policy_json;
mod provider_schema;
mod provider_value;
mod shape;
pub mod terraform;
