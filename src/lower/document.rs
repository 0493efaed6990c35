//! stub
use crate::discover::FileKind;
pub struct Forced;
impl Forced { pub fn of(_: FileKind) -> Option<Self> { None } }
pub fn lower(_: crate::source::SourceId, _: &str, _: Option<Forced>, _: crate::model::World, _: &mut crate::model::Model) -> bool { true }
