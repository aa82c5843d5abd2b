package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/**
 * Runs one operation as a program does: its inputs are scattered over the slots of a row, its outputs have other slots around them.
 * Checks on the way that nothing but the outputs is written, that a kernel has no memory, and that rows together are rows one by one.
 */
final class Slots {
    private static final double UNTOUCHED = 1234.5;

    private Slots() {}

    /** The outputs for these inputs; the inputs are called {@code x0}, {@code x1} and so on. */
    static double[] run(Operation operation, double... inputs) {
        assertThat(operation.inputs()).as("inputs").isEqualTo(inputs.length);
        int to = 2 * inputs.length + 1;
        int[] from = new int[inputs.length];
        double[] slots = new double[to + operation.outputs() + 2];
        Arrays.fill(slots, UNTOUCHED);
        for (int i = 0; i < inputs.length; i++) {
            from[i] = 2 * (inputs.length - 1 - i) + 1;
            slots[from[i]] = inputs[i];
        }
        double[] before = slots.clone();
        Kernel kernel = operation.compile(context(operation));
        kernel.run(slots, from, to);
        double[] outputs = Arrays.copyOfRange(slots, to, to + operation.outputs());
        System.arraycopy(outputs, 0, before, to, outputs.length);
        assertThat(slots).as("the slots around the outputs").containsExactly(before);
        double[][] rows = {before.clone(), slots.clone(), before.clone()};
        kernel.runAll(rows, from, to);
        for (double[] row : rows) {
            assertThat(row).as("one of rows together").containsExactly(slots);
        }
        return outputs;
    }

    /** The only output for these inputs. */
    static double one(Operation operation, double... inputs) {
        assertThat(operation.outputs()).isEqualTo(1);
        return run(operation, inputs)[0];
    }

    /** The code of a text is its place among the operation's texts, the same for every input. */
    static CompileContext context(Operation operation) {
        return new CompileContext() {
            @Override
            public int codeOf(int input, String text) {
                return operation.texts().indexOf(text);
            }

            @Override
            public String nameOf(int input) {
                return "x" + input;
            }
        };
    }

    /** Asserts that numbers are the expected ones but for a relative error; NaN, infinities and zeros are those expected. */
    static void assertClose(double[] actual, double[] expected, double error) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            boolean close = Double.compare(actual[i], expected[i]) == 0
                    || Math.abs(actual[i] - expected[i]) <= error * Math.max(1, Math.abs(expected[i]));
            assertThat(close)
                    .as("%s is %s, expected %s", i, actual[i], expected[i])
                    .isTrue();
        }
    }

    /** Asserts that a number is the expected one but for a relative error. */
    static void assertClose(double actual, double expected, double error) {
        assertClose(new double[] {actual}, new double[] {expected}, error);
    }

    /** Numbers of the standard normal distribution. */
    static double[] normal(Random random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }

    /** A matrix of numbers of the standard normal distribution. */
    static Matrix matrix(Random random, int rows, int columns) {
        return new Matrix(rows, columns, Numbers.of(normal(random, rows * columns)));
    }
}
