//! What a command line runs, as far as that can be told without being a shell.

use super::agents::{UNKNOWN, is_harmless_program};

/// Words in front of a command that run nothing by themselves.
const BEFORE: [&str; 9] = ["!", "(", "{", "do", "elif", "else", "if", "then", "while"];
/// Words that stand where a command does, and run nothing.
const INSTEAD: [&str; 5] = [")", "}", "done", "fi", "for"];

/// Whether a command line surely runs nothing but programs that are known to do nothing to IBM Cloud.
pub(super) fn is_harmless(text: &str) -> bool {
    // What is run inside of a word, or comes out of a text of which nothing is known.
    const INSIDE: [&str; 4] = ["`", "$(", "<(", ">("];
    if INSIDE.iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let joined = joined.replace(">&", ">").replace("&>", ">");
    let mut commands =
        joined.lines().map(without_comment).flat_map(|line| line.split([';', '|', '&']));
    commands.all(|command| {
        let mut words = command.split_whitespace().skip_while(|word| leads(word));
        words.next().is_none_or(|word| {
            !word.contains(UNKNOWN) && (INSTEAD.contains(&word) || is_harmless_program(word))
        })
    })
}

/// A line without its comment; it may well be none where it stands between quotes.
fn without_comment(line: &str) -> &str {
    match line.trim_start() {
        comment if comment.starts_with('#') && !comment.contains(['"', '\'']) => "",
        line => line,
    }
}

/// Whether a command may begin behind this word: a keyword, a variable that is set, a redirection of
/// something.
fn leads(word: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let sets = word.split_once('=').is_some_and(|(name, value)| is_name(name) && is_plain(value));
    BEFORE.contains(&word) || sets
}

/// Whether a value is one word, and not the first of several between quotes.
fn is_plain(value: &str) -> bool {
    ['"', '\''].iter().all(|quote| value.matches(*quote).count() % 2 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_harmless_where_all_it_runs_is() {
        for text in [
            "sleep 60",
            "/bin/sleep 60",
            "echo 'ibmcloud is not run' && date >> log.txt 2>&1",
            "\n  # wait for it\n  while ! kubectl get pods \\\n    -n x; do\n sleep 5\n done\n",
            "KUBECONFIG=\u{fffd} kubectl apply -f \u{fffd}",
            "for i in 1 2; do echo $i; done",
            "if [ -f x ]; then rm -f x; fi",
            "",
        ] {
            assert!(is_harmless(text), "{text}");
        }
        for text in [
            "./authorize.sh",
            "ibmcloud iam service-policy-create",
            "sleep 5; curl -X POST https://iam.cloud.ibm.com",
            "echo $(ibmcloud iam oauth-tokens)",
            "echo x | bash",
            "bash -c 'sleep 1'",
            "sleep 1 &&\n/opt/run",
            "sleep 1 \\\n && ./run",
            "\u{fffd} 1",
            "\u{fffd}",
            "sleep 1\n\u{fffd}",
            "X='a b' ./run",
            "'ibmcloud' iam",
            "sudo sleep 1",
            "if ./run; then true; fi",
        ] {
            assert!(!is_harmless(text), "{text}");
        }
    }
}
