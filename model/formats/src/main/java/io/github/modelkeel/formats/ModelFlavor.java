package io.github.modelkeel.formats;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the file {@code MLmodel} says about a model that a library of Python wrote, for a {@link ModelReader}. Immutable. */
public final class ModelFlavor {
    /** The class of a model whose flavor does not name it. */
    public static final String UNKNOWN_CLASS = "";

    private final String name;
    private final String file;
    private final String modelClass;
    private final @Nullable String libraryVersion;
    private final List<Input> inputs;
    private final List<Input> tensors;

    private ModelFlavor(
            String name,
            String file,
            String modelClass,
            @Nullable String libraryVersion,
            List<Input> inputs,
            List<Input> tensors) {
        this.name = Objects.requireNonNull(name, "name");
        this.file = Objects.requireNonNull(file, "file");
        this.modelClass = Objects.requireNonNull(modelClass, "modelClass");
        this.libraryVersion = libraryVersion;
        this.inputs = List.copyOf(inputs);
        this.tensors = List.copyOf(tensors);
    }

    /**
     * A flavor that names no version of its library and whose signature has no tensors.
     *
     * @param name the flavor
     * @param file the name of the model's file
     * @param modelClass the Python class that was logged, as text, or {@link #UNKNOWN_CLASS}
     * @param inputs the signature's input columns; none without a signature
     * @return the flavor
     */
    public static ModelFlavor of(String name, String file, String modelClass, List<Input> inputs) {
        return new ModelFlavor(name, file, modelClass, null, inputs, List.of());
    }

    /**
     * The same with a version.
     *
     * @param version the version of the library that saved the model
     * @return the flavor
     */
    public ModelFlavor withLibraryVersion(String version) {
        return new ModelFlavor(name, file, modelClass, Objects.requireNonNull(version, "version"), inputs, tensors);
    }

    /**
     * The same with tensors.
     *
     * @param inputTensors the signature's input tensors
     * @return the flavor
     */
    public ModelFlavor withTensors(List<Input> inputTensors) {
        return new ModelFlavor(name, file, modelClass, libraryVersion, inputs, inputTensors);
    }

    /** {@return the flavor, {@code sklearn} for instance} */
    public String name() {
        return name;
    }

    /** {@return the name of the model's file} */
    public String file() {
        return file;
    }

    /** {@return the Python class that was logged, as text, or {@link #UNKNOWN_CLASS}; it is compared and never looked up} */
    public String modelClass() {
        return modelClass;
    }

    /** {@return the version of the library that saved the model, where the flavor names it} */
    public Optional<String> libraryVersion() {
        return Optional.ofNullable(libraryVersion);
    }

    /** {@return the signature's input columns; none without a signature, or with one of tensors} */
    public List<Input> inputs() {
        return inputs;
    }

    /**
     * The signature's input tensors.
     *
     * @return tensors of types in NumPy's words, without a name where there is only one; none without them
     */
    public List<Input> tensors() {
        return tensors;
    }

    @Override
    public String toString() {
        return "ModelFlavor[" + name + ", file=" + file + "]";
    }

    /**
     * An input of the signature, a column or a tensor. Immutable.
     *
     * @param name the name
     * @param type MLflow's word for a column's type, NumPy's for a tensor's
     * @param required whether it must be there
     */
    public record Input(String name, String type, boolean required) {}
}
