package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import java.util.Arrays;
import java.util.Set;

/** How much a document that is read as a tree may hold, so that a small file cannot become a large tree. Not thread-safe. */
final class DataBudget {
    static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 1_500_000;
    private static final int MAX_NUMBERS = 16_000_000;

    /** Fields of XGBoost's trees that prediction does not need. */
    private static final Set<String> SKIPPED = Set.of("base_weights", "loss_changes", "sum_hessian", "parents");

    private final String file;
    private int values;
    private int numbers;

    DataBudget(String file) {
        this.file = file;
    }

    static boolean skips(String field) {
        return SKIPPED.contains(field);
    }

    ModelRefusedException bad(String what) {
        return new ModelRefusedException(file + " " + what);
    }

    void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("is nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    void takeValue() {
        if (++values > MAX_VALUES) {
            throw bad("holds more than " + MAX_VALUES + " values");
        }
    }

    void takeNumbers(int count) {
        requireNumbers(count);
        numbers += count;
    }

    /** Refuses a number of further values, before an array is made for them. */
    void requireNumbers(int count) {
        if (count > MAX_NUMBERS - numbers) {
            throw bad("holds more than " + MAX_NUMBERS + " numbers");
        }
    }

    /** A growing array of numbers. */
    static final class Numbers {
        private double[] all;
        private int size;

        Numbers(int expected) {
            all = new double[Math.max(1, expected)];
        }

        void add(double number) {
            if (size == all.length) {
                all = Arrays.copyOf(all, size * 2);
            }
            all[size++] = number;
        }

        int size() {
            return size;
        }

        double[] toArray() {
            return size == all.length ? all : Arrays.copyOf(all, size);
        }
    }
}
