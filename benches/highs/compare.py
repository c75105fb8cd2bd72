r"""Times crossfoot's solver and HiGHS on the same systems and counts where they disagree.

    pip install highspy
    cargo run --release --manifest-path benches/highs/Cargo.toml --target-dir target \
        | python3 benches/highs/compare.py

HiGHS calculates in floating point: where the two disagree, crossfoot's verdict has an exact proof.
Only HiGHS's own work is timed: passing it the arrays, and solving.
"""

import sys
import time

import highspy
import numpy as np


def model(columns, rows, ends):
    sets = [[int(column) for column in row.split(",") if column] for row in rows.split(";")]
    ends = np.array([float(end) for end in ends.split(";")])
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(sets)
    lp.col_cost_ = np.zeros(columns)
    lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.full(columns, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = ends[0::2], ends[1::2]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0] + [len(row) for row in sets])
    lp.a_matrix_.index_ = np.array([column for row in sets for column in row])
    lp.a_matrix_.value_ = np.ones(len(lp.a_matrix_.index_))
    return lp


def main():
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    name = None
    for line in sys.stdin:
        fields = line.rstrip("\n").split("\t")
        if name is None:
            name, own = fields[0], float(fields[1])
            seconds, count, different, undecided = 0.0, 0, 0, 0
        elif fields == [""]:
            print(
                f"{name}: {count} systems, crossfoot {own * 1e3:.2f} ms, HiGHS {seconds * 1e3:.2f} ms, "
                f"{different} different verdicts, {undecided} undecided"
            )
            name = None
        else:
            verdict, columns, rows, ends = fields
            lp = model(int(columns), rows, ends)
            start = time.perf_counter()
            solver.passModel(lp)
            solver.run()
            seconds += time.perf_counter() - start
            feasible = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            count += 1
            undecided += verdict == "undecided"
            different += verdict != ("feasible" if feasible else "infeasible")
    return 0


if __name__ == "__main__":
    sys.exit(main())
