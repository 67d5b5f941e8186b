//! The fields of one row, in one run of bytes.

/// The fields of the current row.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) text: Vec<u8>,
    pub(super) ends: Vec<usize>,
    pub(super) n: usize,
}

impl Fields {
    /// A field by position, trimmed; empty past the end.
    pub(super) fn get(&self, index: usize) -> &str {
        if index >= self.n {
            return "";
        }
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) };
        let end = self.ends.get(index).copied().unwrap_or(start);
        // Lines are decoded before they are split, and splitting happens at ASCII bytes only.
        self.text.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("").trim()
    }

    /// Their texts, trimmed.
    pub(super) fn all(&self) -> Vec<String> {
        (0..self.n).map(|index| self.get(index).to_owned()).collect()
    }
}
