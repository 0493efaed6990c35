//! Work that is done on several threads at once; what comes out is in the order of the jobs.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Enough for what the parsers nest before they refuse, in a debug build.
const STACK: usize = 32 * 1024 * 1024;
/// More threads than this are never started.
const MOST: usize = 64;
/// glibc takes what is larger than this from the system by itself, and not into the heap of a thread.
const BLOCK: usize = 120 * 1024;
/// For so many blocks each thread makes room at least, and at most; for one with each of its jobs.
const BLOCKS: (usize, usize) = (16, 400);

/// How far some work is. To count costs nothing that can be measured; whoever wants to show it looks
/// now and then.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// Work of so many steps begins.
    pub fn begin(&self, all: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// One more step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many steps are done, and how many there are.
    pub fn at(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }
}

/// Does `work`, and calls `tick` on a thread beside it: after `first`, and then `every` so often.
pub fn beside<T>(
    work: impl FnOnce() -> T,
    first: Duration,
    every: Duration,
    mut tick: impl FnMut() + Send,
) -> T {
    let (working, ended) = channel::<()>();
    std::thread::scope(|scope| {
        // Where there is no room for a thread, nobody calls.
        let _ = std::thread::Builder::new().spawn_scoped(scope, move || {
            let mut wait = first;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                tick();
                wait = every;
            }
        });
        let done = work();
        drop(working);
        done
    })
}

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
    let wanted = threads.clamp(1, jobs.clamp(1, MOST));
    let run_with_room = || {
        make_room(jobs / wanted);
        run();
    };
    std::thread::scope(|scope| {
        let started = (0..wanted).map_while(|_| {
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run_with_room).ok()
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

/// Lets the heap of this thread grow once, by large blocks that are given back at once. For any thread
/// but the first, glibc lets it grow by single pages, with a system call for each, which took a
/// quarter of the time of a run over a thousand files. Pages that nobody touches cost nothing.
fn make_room(blocks: usize) {
    if cfg!(target_env = "gnu") {
        let blocks = blocks.clamp(BLOCKS.0, BLOCKS.1);
        let room: Vec<Vec<u8>> = (0..blocks).map(|_| Vec::with_capacity(BLOCK)).collect();
        drop(black_box(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_looks_while_work_is_done() {
        let (progress, seen) = (Progress::default(), AtomicUsize::new(0));
        let look = || {
            seen.store(progress.at().0, Ordering::Relaxed);
        };
        let short = Duration::from_millis(1);
        let work = || {
            progress.begin(3);
            progress.step();
            while seen.load(Ordering::Relaxed) == 0 {
                std::thread::yield_now();
            }
            progress.at()
        };
        assert_eq!(beside(work, short, short, look), (1, 3));
        let never = || panic!("the work is done long before");
        assert_eq!(beside(|| 7, Duration::from_hours(1), short, never), 7);
    }
}
