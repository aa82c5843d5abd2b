package io.github.modelkeel.formats.python;

import java.util.List;

/**
 * What the file {@code MLmodel} says about a model that a library of Python wrote. Immutable.
 *
 * @param name the flavor
 * @param file the name of the model's file
 * @param modelClass the Python class that was logged, as text; it is compared and never looked up
 * @param inputs the signature's input columns; none without a signature, or with one of tensors
 * @param tensors the signature's input tensors, of types in NumPy's words, without a name where it is the only one; none without them
 */
public record PythonFlavor(String name, String file, String modelClass, List<Input> inputs, List<Input> tensors) {
    /** The class of a model whose flavor does not name it. */
    public static final String UNKNOWN_CLASS = "";

    /**
     * An input of the signature, a column or a tensor. Immutable.
     *
     * @param name the name
     * @param type MLflow's word for a column's type, NumPy's for a tensor's
     * @param required whether it must be there
     */
    public record Input(String name, String type, boolean required) {}

    /**
     * Copies the columns.
     *
     * @param name the flavor
     * @param file the name of the model's file
     * @param modelClass the Python class that was logged, as text; it is compared and never looked up
     * @param inputs the signature's input columns; none without a signature, or with one of tensors
     * @param tensors the signature's input tensors
     */
    public PythonFlavor {
        inputs = List.copyOf(inputs);
        tensors = List.copyOf(tensors);
    }

    /**
     * A model without tensors in its signature.
     *
     * @param name the flavor
     * @param file the name of the model's file
     * @param modelClass the Python class that was logged, as text; it is compared and never looked up
     * @param inputs the signature's input columns; none without a signature
     */
    public PythonFlavor(String name, String file, String modelClass, List<Input> inputs) {
        this(name, file, modelClass, inputs, List.of());
    }
}
