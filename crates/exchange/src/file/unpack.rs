//! Unpacking a stream under guard: one that is damaged, cut short or never ends stops with a sentence.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use crate::limits::{UNPACK_FREE_BYTES, UNPACK_RATIO, UNPACKED_TEXT_BYTES};

/// Why a packed stream cannot be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnpackFault {
    /// Its end is missing.
    CutShort {
        /// What it is packed with.
        packing: &'static str,
    },
    /// Its bytes are not what the format says.
    Damaged {
        /// What it is packed with.
        packing: &'static str,
        /// What the decoder said.
        why: String,
    },
    /// It unpacks to more than an extract would.
    TooMuch {
        /// What it is packed with.
        packing: &'static str,
        /// Bytes read.
        n_in: u64,
        /// Bytes that came of them.
        n_out: u64,
    },
}

impl fmt::Display for UnpackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutShort { packing } => write!(f, "the {packing} file is cut short"),
            Self::Damaged { packing, why } => write!(f, "the {packing} file is damaged ({why})"),
            Self::TooMuch { packing, n_in, n_out } => {
                write!(f, "{n_in} bytes of the {packing} file unpack to more than {n_out}")
            }
        }
    }
}

impl std::error::Error for UnpackFault {}

/// Counts the packed bytes that a decoder takes.
pub(super) struct Counted<R> {
    inner: R,
    n: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.n.set(self.n.get() + n as u64);
        Ok(n)
    }
}

/// A decoder whose output is held against its input.
pub(super) struct Guarded<D> {
    decoder: D,
    packing: &'static str,
    n_in: Rc<Cell<u64>>,
    n_out: u64,
}

impl<D: Read> Guarded<D> {
    /// Guards what `decoder` makes of the packed bytes.
    pub(super) fn new<R: Read>(
        packing: &'static str,
        packed: R,
        decoder: impl FnOnce(Counted<R>) -> io::Result<D>,
    ) -> io::Result<Self> {
        let n_in = Rc::new(Cell::new(0));
        let decoder = decoder(Counted { inner: packed, n: Rc::clone(&n_in) })?;
        Ok(Self { decoder, packing, n_in, n_out: 0 })
    }

    const fn is_too_much(&self, n_in: u64) -> bool {
        let is_out_of_proportion = self.n_out > UNPACK_FREE_BYTES && self.n_out / UNPACK_RATIO > n_in;
        is_out_of_proportion || self.n_out > UNPACKED_TEXT_BYTES
    }
}

impl<D: Read> Read for Guarded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let packing = self.packing;
        let n = self.decoder.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => io::Error::other(UnpackFault::CutShort { packing }),
            _ => io::Error::other(UnpackFault::Damaged { packing, why: error.to_string() }),
        })?;
        self.n_out += n as u64;
        let n_in = self.n_in.get();
        if self.is_too_much(n_in) {
            return Err(io::Error::other(UnpackFault::TooMuch { packing, n_in, n_out: self.n_out }));
        }
        Ok(n)
    }
}

/// The fault that stands behind an error of reading, if one does.
pub(crate) fn fault_of(error: &io::Error) -> Option<&UnpackFault> {
    error.get_ref().and_then(|inner| inner.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_on(n_in_per_read: usize, n_out_per_read: usize) -> io::Result<u64> {
        struct Endless<R>(R, usize, usize);
        impl<R: Read> Read for Endless<R> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let mut packed = vec![0; self.1];
                self.0.read_exact(&mut packed)?;
                Ok(self.2.min(buffer.len()))
            }
        }
        let mut guarded =
            Guarded::new("gzip", io::repeat(0), |packed| Ok(Endless(packed, n_in_per_read, n_out_per_read)))?;
        let mut buffer = vec![0; n_out_per_read];
        let mut n = 0;
        while n < 4 * UNPACK_FREE_BYTES {
            n += guarded.read(&mut buffer)? as u64;
        }
        Ok(n)
    }

    #[test]
    fn a_stream_out_of_proportion_is_stopped_and_a_well_packed_one_is_not() {
        let stopped = read_on(1, 1 << 20).unwrap_err();
        assert!(
            matches!(fault_of(&stopped), Some(UnpackFault::TooMuch { n_out, .. }) if *n_out <= UNPACK_FREE_BYTES + (1 << 20))
        );
        assert!(read_on((1 << 20) / 100, 1 << 20).is_ok());
    }
}
