//! Texts to trees: what each language's parser does not forgive is explained or worked around here.

pub mod hcl;
