use super::{Follower, Live};
use std::cell::RefCell;
use std::rc::Rc;

/// A follower that writes down what it sees.
fn noting(seen: &Rc<RefCell<Vec<u8>>>) -> Follower<u8> {
    let seen = Rc::clone(seen);
    Rc::new(move |value| seen.borrow_mut().push(*value))
}

#[test]
fn a_follower_runs_at_once_and_after_each_change_until_it_is_dropped() {
    let (live, seen) = (Live::new(1), Rc::default());
    let follower = noting(&seen);
    live.follow(&follower);
    live.change(|value| *value = 2);
    let other = live.clone();
    assert_eq!(other.change(|value| std::mem::replace(value, 3)), 2);
    drop(follower);
    live.change(|value| *value = 4);
    assert_eq!(*seen.borrow(), [1, 2, 3]);
    assert_eq!(live.with(|value| *value), 4);
}

#[test]
fn one_that_an_earlier_follower_takes_away_does_not_run_any_more() {
    let (live, seen) = (Live::new(1), Rc::default());
    let held = Rc::new(RefCell::new(None));
    let taken = Rc::clone(&held);
    let taker: Follower<u8> = Rc::new(move |value| {
        if *value == 2 {
            taken.borrow_mut().take();
        }
    });
    live.follow(&taker);
    let follower = noting(&seen);
    live.follow(&follower);
    held.replace(Some(follower));
    live.change(|value| *value = 2);
    assert_eq!(*seen.borrow(), [1]);
}

#[test]
fn a_follower_may_bring_another() {
    let (live, seen): (_, Rc<RefCell<Vec<u8>>>) = (Live::new(1), Rc::default());
    let held = RefCell::new(None);
    let (whole, noted) = (live.clone(), Rc::clone(&seen));
    let maker: Follower<u8> = Rc::new(move |value| {
        if *value == 2 && held.borrow().is_none() {
            let follower = noting(&noted);
            whole.follow(&follower);
            held.replace(Some(follower));
        }
    });
    live.follow(&maker);
    live.change(|value| *value = 2);
    live.change(|value| *value = 3);
    assert_eq!(*seen.borrow(), [2, 3]);
}

#[test]
fn a_follower_may_change_the_value() {
    let (live, seen) = (Live::new(1), Rc::default());
    let whole = live.clone();
    let changer: Follower<u8> = Rc::new(move |value| {
        if *value == 2 {
            whole.change(|value| *value = 3);
            assert_eq!(*value, 2, "what is looked at stays");
        }
    });
    live.follow(&changer);
    let follower = noting(&seen);
    live.follow(&follower);
    live.change(|value| *value = 2);
    assert_eq!(*seen.borrow(), [1, 3, 3]);
}
