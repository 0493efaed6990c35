//! Texts into trees: each language gets one function from a text to a [`crate::node::Node`].

pub mod json;
mod repair;
