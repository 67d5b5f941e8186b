use exchange::child::Sink;
use exchange::records::Layout;

/// Holds what the child sends to its promises.
#[derive(Default)]
pub struct Counting {
    n_columns: usize,
}

impl Sink for Counting {
    fn header(&mut self, header: &[String], _: &Layout) -> std::io::Result<()> {
        self.n_columns = header.len();
        Ok(())
    }

    fn row(&mut self, line: u64, fields: &[String]) -> std::io::Result<()> {
        assert!(line > 0 && fields.len() == self.n_columns);
        Ok(())
    }

    fn broken(&mut self, line: u64, _: &str, reason: &str) -> std::io::Result<()> {
        assert!(line > 0 && !reason.is_empty());
        Ok(())
    }
}
