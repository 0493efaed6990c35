# Short names for those who have `just`; nothing needs it.

# What CI runs.
ready:
    .ci/run

fmt:
    cargo fmt

# Writes what the rules say into their pages; twice after a new rule.
bless:
    cargo bless

# The two files of a rule.
new-rule GROUP NAME:
    cargo new-rule {{ quote(GROUP) }} {{ quote(NAME) }}
