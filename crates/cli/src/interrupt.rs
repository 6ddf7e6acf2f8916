//! Ctrl-C while another program works: it is for that program, and what is to be deleted behind it is deleted.

use std::sync::atomic::{AtomicBool, Ordering};

static HAPPENED: AtomicBool = AtomicBool::new(false);

/// From now on, a signal to end is only remembered.
pub(crate) fn watch() {
    // Where there is a handler already, it ends the process: what is not deleted then is in a directory of the user's own.
    let _ = ctrlc::set_handler(|| HAPPENED.store(true, Ordering::SeqCst));
}

/// Whether there was one.
pub(crate) fn happened() -> bool {
    HAPPENED.load(Ordering::SeqCst)
}
