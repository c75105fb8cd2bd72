//! The map of sets that are still open.

use batsat::{BasicSolver, Lit, SolverInterface as _, Var, lbool};
use fixedbitset::FixedBitSet;

/// Which sets are neither within a known group nor hold a known conflict.
pub(super) struct Map {
    solver: BasicSolver,
    members: Vec<Var>,
    /// For each member the conflicts that it is in, by position.
    of_member: Vec<Vec<usize>>,
    conflicts: Vec<Vec<usize>>,
}

impl Map {
    pub(super) fn new(count: usize) -> Self {
        let mut solver = BasicSolver::default();
        // Large sets first.
        let members = (0..count).map(|_| solver.new_var(lbool::TRUE, true)).collect();
        Self { solver, members, of_member: vec![Vec::new(); count], conflicts: Vec::new() }
    }

    fn literals(&self, members: impl Iterator<Item = usize>, positive: bool) -> Vec<Lit> {
        members.filter_map(|member| Some(Lit::new(*self.members.get(member)?, positive))).collect()
    }

    /// No set that holds all of these is open any more.
    pub(super) fn block_up(&mut self, conflict: impl Iterator<Item = usize>) {
        let members: Vec<usize> = conflict.collect();
        let mut clause = self.literals(members.iter().copied(), false);
        self.solver.add_clause_reuse(&mut clause);
        for &member in &members {
            if let Some(own) = self.of_member.get_mut(member) {
                own.push(self.conflicts.len());
            }
        }
        self.conflicts.push(members);
    }

    /// No set within this one is open any more.
    pub(super) fn block_down(&mut self, group: &FixedBitSet) {
        let mut clause = self.literals(group.zeroes(), true);
        self.solver.add_clause_reuse(&mut clause);
    }

    /// Some open set to which no member can be added without closing it; nothing where none is open.
    pub(super) fn open_set(&mut self) -> Option<FixedBitSet> {
        if self.solver.solve_limited(&[]) != lbool::TRUE {
            return None;
        }
        let mut set = FixedBitSet::with_capacity(self.members.len());
        for (member, &var) in self.members.iter().enumerate() {
            if self.solver.value_var(var) == lbool::TRUE {
                set.insert(member);
            }
        }
        // Adding members never brings a set within a group; it may complete a conflict.
        for member in 0..self.members.len() {
            if !set.contains(member) && !self.completes_a_conflict(&set, member) {
                set.insert(member);
            }
        }
        Some(set)
    }

    /// Whether a set together with one more member holds a known conflict.
    pub(super) fn completes_a_conflict(&self, set: &FixedBitSet, member: usize) -> bool {
        let of_member = self.of_member.get(member).into_iter().flatten();
        of_member
            .filter_map(|&position| self.conflicts.get(position))
            .any(|conflict| conflict.iter().all(|&each| each == member || set.contains(each)))
    }
}
