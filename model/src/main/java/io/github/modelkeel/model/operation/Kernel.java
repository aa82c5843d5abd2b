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
}
