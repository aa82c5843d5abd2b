package io.github.modelkeel.model.operation;

/**
 * The index of the largest number, of equals the first: numpy's {@code argmax}.
 *
 * @param size how many numbers it reads, at least 1
 */
public record IndexOfLargest(int size) implements Operation {
    /**
     * Checks the size.
     *
     * @param size how many numbers it reads, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public IndexOfLargest {
        if (size < 1) {
            throw new IllegalArgumentException("the number of inputs must be at least 1: " + size);
        }
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            int largest = 0;
            for (int i = 1; i < from.length; i++) {
                if (slots[from[i]] > slots[from[largest]]) {
                    largest = i;
                }
            }
            slots[to] = largest;
        };
    }
}
