package io.github.modelkeel.onnx;

import java.util.List;

/**
 * Something that runs ONNX graphs with operators that this module does not know. It is found by {@link java.util.ServiceLoader} and
 * asked only for such graphs; the module {@code modelkeel-model-onnxruntime} is one. Implementations are safe for use by multiple
 * threads.
 */
public interface OnnxGraphRuntime {
    /**
     * Makes a graph ready.
     *
     * @param file the name of its file, for messages
     * @param content the bytes of the file, which are untrusted
     * @return the graph
     * @throws io.github.modelkeel.formats.ModelRefusedException if the graph cannot be run on rows of numbers; the message says why
     */
    Graph open(String file, byte[] content);

    /** A graph that runs on one row of numbers. Implementations are safe for use by multiple threads, and free what they hold. */
    interface Graph {
        /** {@return what it reads, at least one input, in order} */
        List<Input> inputs();

        /**
         * The names of the classes whose probabilities it gives.
         *
         * @return a name an output, or nothing when the outputs are not probabilities of named classes
         */
        List<String> classes();

        /** {@return how many numbers it gives for a row, at least 1} */
        int outputs();

        /**
         * Runs it on one row.
         *
         * @param columns the numbers of all inputs, one input after another; NaN is a missing one
         * @return {@link #outputs()} numbers, a new array
         * @throws IllegalStateException if the runtime fails
         */
        double[] run(double[] columns);
    }

    /**
     * An input of a graph.
     *
     * @param name the name
     * @param width how many numbers it has for a row, at least 1
     */
    record Input(String name, int width) {}
}
