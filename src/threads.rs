//! Work that is done on several threads at once; what comes out is in the order of the jobs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Enough for what the parsers nest before they refuse, in a debug build.
const STACK: usize = 32 * 1024 * 1024;
/// More threads than this are never started.
const MOST: usize = 64;

/// Does `work` for each job from 0 to `jobs`, on up to `threads` threads. A job that breaks down
/// comes to `None`, and the others are done all the same.
///
/// # Panics
/// Never: no thread breaks down while it holds the list.
pub fn each<T: Send>(
    jobs: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<Option<T>> {
    let next = AtomicUsize::new(0);
    let all: Mutex<Vec<(usize, Option<T>)>> = Mutex::new(Vec::with_capacity(jobs));
    let run = || {
        let mut done = Vec::new();
        loop {
            let job = next.fetch_add(1, Ordering::Relaxed);
            if job >= jobs {
                break;
            }
            done.push((job, catch_unwind(AssertUnwindSafe(|| work(job))).ok()));
        }
        all.lock().expect("no thread breaks down while it holds the list").append(&mut done);
    };
    std::thread::scope(|scope| {
        let wanted = threads.clamp(1, jobs.clamp(1, MOST));
        let started = (0..wanted).map_while(|_| {
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).ok()
        });
        // Where there is no room for a thread, this one does the work.
        if started.count() == 0 {
            run();
        }
    });
    let mut all = all.into_inner().expect("all threads have ended");
    all.sort_by_key(|(job, _)| *job);
    all.into_iter().map(|(_, done)| done).collect()
}
