//! The Studio: design it, see it, install it, read it. Built by Trunk from `index.html`.

mod studio;

fn main() {
    studio::start();
}
