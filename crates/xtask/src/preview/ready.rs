//! Whether a page answers: the smallest possible request.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(2);

/// True when `page`, such as `http://127.0.0.1:8010/readyz`, answers with status 200.
pub fn answers(page: &str) -> bool {
    ask(page).is_some_and(|reply| is_ok(&reply))
}

fn ask(page: &str) -> Option<[u8; 12]> {
    let (address, path) = page.strip_prefix("http://")?.split_once('/')?;
    let address: SocketAddr = address.parse().ok()?;
    let mut stream = TcpStream::connect_timeout(&address, LIMIT).ok()?;
    stream.set_read_timeout(Some(LIMIT)).ok()?;
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\n");
    // In one piece: whoever answers at its first bytes must not meet the rest later.
    stream.write_all(format!("{request}Connection: close\r\n\r\n").as_bytes()).ok()?;
    let mut start = [0; 12];
    stream.read_exact(&mut start).ok()?;
    Some(start)
}

/// `HTTP/1.1 200`, in any version of HTTP/1.
fn is_ok(start: &[u8; 12]) -> bool {
    start.starts_with(b"HTTP/1.") && start.ends_with(b" 200")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Answers one request with `reply`; gives the address of a page.
    fn page_that_says(reply: &'static str) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(reply.as_bytes()).unwrap();
        });
        format!("http://{address}/readyz")
    }

    #[test]
    fn only_status_200_is_an_answer() {
        assert!(answers(&page_that_says("HTTP/1.1 200 OK\r\n\r\n")));
        assert!(!answers(&page_that_says("HTTP/1.1 503 Service Unavailable\r\n\r\n")));
        assert!(!answers(&page_that_says("HTTP")));
    }

    #[test]
    fn nobody_there_is_no_answer() {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        assert!(!answers(&format!("http://127.0.0.1:{port}/")));
    }
}
