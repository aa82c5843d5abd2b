package io.github.modelkeel.formats.python;

import java.util.List;

/**
 * What the file {@code MLmodel} says about a model that a library of Python wrote. Immutable.
 *
 * @param name the flavor
 * @param file the name of the model's file
 * @param modelClass the Python class that was logged, as text; it is compared and never looked up
 * @param inputs the signature's input columns; none without a signature, or with one of tensors
 */
public record PythonFlavor(String name, String file, String modelClass, List<Input> inputs) {
    /** The class of a model whose flavor does not name it. */
    public static final String UNKNOWN_CLASS = "";

    /**
     * An input column of the signature. Immutable.
     *
     * @param name the name
     * @param type MLflow's word for the type
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
     */
    public PythonFlavor {
        inputs = List.copyOf(inputs);
    }
}
