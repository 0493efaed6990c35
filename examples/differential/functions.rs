//! The pure functions of Terraform 1.11: what they take and give.

use crate::kinds::Kind;
use std::sync::LazyLock;

/// `NAME ARGUMENT… -> RESULT`: `s`, `n`, `b` are simple types, `[…]`, `<…>`, `{…}` lists, sets and
/// maps, `T` whatever the result needs; other words are texts or numbers of a form. `*` behind the
/// last argument: any number of them.
const TABLE: &str = "
abs n -> n
abspath rooted -> s
alltrue [b] -> b
anytrue [b] -> b
base64decode base64 -> s
base64encode s -> s
base64gzip s -> s
base64sha256 s -> s
base64sha512 s -> s
basename path -> s
can T -> b
ceil n -> n
chomp s -> s
chunklist [T] int -> [[T]]
cidrhost cidr int -> s
cidrnetmask cidr -> s
cidrsubnet cidr bits int -> s
cidrsubnets cidr bits bits* -> [s]
coalesce T T* -> T
coalescelist [T] [T]* -> [T]
compact [s] -> [s]
concat [T] [T]* -> [T]
contains [T] T -> b
contains <T> T -> b
csvdecode csv -> [{s}]
dirname path -> s
distinct [T] -> [T]
element [T] int -> T
endswith s s -> b
ephemeralasnull T -> T
flatten [[T]] -> [T]
floor n -> n
format format s n -> s
format verb T -> s
formatdate dates time -> s
formatlist format [s] n -> [s]
formatlist format [s] [n] -> [s]
indent int s -> s
index [T] T -> n
issensitive s -> b
join s [s]* -> s
jsondecode json -> T
jsonencode T -> s
keys {T} -> [s]
length T -> n
length [T] -> n
length {T} -> n
length s -> n
log n n -> n
lookup {T} s T -> T
lower s -> s
matchkeys [T] [s] [s] -> [T]
max n n* -> n
md5 s -> s
merge {T} {T}* -> {T}
min n n* -> n
nonsensitive T -> T
one [T] -> T
one <T> -> T
parseint digits int -> n
pathexpand path -> s
pow n int -> n
range int -> [n]
range int int -> [n]
range int int int -> [n]
regex pattern s -> s
regex groups s -> [s]
regexall pattern s -> [s]
regexall groups s -> [[s]]
replace s s s -> s
replace s slashes s -> s
reverse [T] -> [T]
setintersection <T> <T>* -> <T>
setproduct [T] [T] -> [[T]]
setproduct <T> <T> -> <[T]>
setsubtract <T> <T> -> <T>
setunion <T> <T>* -> <T>
sha1 s -> s
sha256 s -> s
sha512 s -> s
signum n -> n
slice [T] int int -> [T]
sort [s] -> [s]
split s s -> [s]
startswith s s -> b
strcontains s s -> b
strrev s -> s
substr s int int -> s
sum [n] -> n
textdecodebase64 base64 encoding -> s
textencodebase64 s encoding -> s
timeadd time span -> s
timecmp time time -> n
title s -> s
tobool b -> b
tolist [T] -> [T]
tolist <T> -> [T]
tomap {T} -> {T}
tonumber n -> n
tonumber digits -> n
toset [T] -> <T>
toset <T> -> <T>
tostring s -> s
tostring n -> s
tostring b -> s
transpose {[s]} -> {[s]}
trim s s -> s
trimprefix s s -> s
trimspace s -> s
trimsuffix s s -> s
try T T* -> T
upper s -> s
urlencode s -> s
uuidv5 namespace s -> s
values {T} -> [T]
yamldecode yaml -> T
yamlencode T -> s
zipmap [s] [T] -> {T}
";

/// A way to call a function.
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    pub(crate) takes: Vec<Kind>,
    /// The last argument may be given any number of times.
    pub(crate) repeats: bool,
    pub(crate) gives: Kind,
}

/// The table, read.
pub(crate) static SIGNATURES: LazyLock<Vec<Signature>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (call, result) = line.split_once(" -> ").expect("a line has a result");
            let mut words = call.split(' ');
            let name = words.next().unwrap_or_default();
            let repeats = call.ends_with('*');
            let takes = words.map(|word| Kind::read(word.trim_end_matches('*'))).collect();
            Signature { name, takes, repeats, gives: Kind::read(result) }
        })
        .collect()
});
