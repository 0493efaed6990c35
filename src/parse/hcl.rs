//! stub
use crate::source::*;
pub struct Hcl { pub body: hcl_edit::structure::Body, pub problems: Vec<Problem>, pub lost: Vec<Span> }
pub fn hcl(_s: SourceId, text: &str) -> Hcl { Hcl { body: text.parse().unwrap(), problems: vec![], lost: vec![] } }
