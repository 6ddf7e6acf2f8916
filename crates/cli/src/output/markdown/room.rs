//! How much of a report fits.

/// The room that is left.
pub(super) struct Room {
    left: usize,
}

impl Room {
    /// So many bytes.
    pub(super) fn new(left: usize) -> Self {
        Self { left }
    }

    /// Writes items as long as there is room, and none of them takes them above `most` bytes; and how many. Where the room ends in the
    /// midst of them, there is none for anything after them.
    pub(super) fn fill<T>(&mut self, most: usize, items: &[T], write: impl Fn(&T) -> String) -> (String, usize) {
        let mut text = String::new();
        for (position, item) in items.iter().enumerate() {
            let item = write(item);
            if item.len() > self.left {
                self.left = 0;
                return (text, position);
            }
            if text.len() + item.len() > most {
                return (text, position);
            }
            self.left -= item.len();
            text.push_str(&item);
        }
        (text, items.len())
    }
}
