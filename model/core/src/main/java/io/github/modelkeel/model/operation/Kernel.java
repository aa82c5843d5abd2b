package io.github.modelkeel.model.operation;

/** An operation made executable. Immutable and safe for use by multiple threads. */
public interface Kernel {
    /**
     * Reads {@code slots[from[i]]} for each input i, and writes each of the slots from {@code to}, one an output.
     *
     * @param slots the numbers of one row
     * @param from the slot of each input
     * @param to the slot of the first output, behind all inputs
     * @throws io.github.modelkeel.model.InvalidInputException if the row must be refused
     */
    void run(double[] slots, int[] from, int to);

    /**
     * The same for several rows, with the same bits; by default one after the other.
     *
     * @param rows the numbers of each row
     * @param from the slot of each input
     * @param to the slot of the first output, behind all inputs
     * @throws io.github.modelkeel.model.InvalidInputException if a row must be refused, and need not say which
     */
    default void runAll(double[][] rows, int[] from, int to) {
        for (double[] slots : rows) {
            run(slots, from, to);
        }
    }
}
