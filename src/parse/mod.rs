//! stub
pub mod hcl;
