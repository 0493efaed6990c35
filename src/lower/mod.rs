//! stub
pub mod terraform;
pub mod document;
